package dev.tideline.events.cqrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventType;
import dev.tideline.events.Query;
import dev.tideline.events.cqrs.Answer.Given;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class HandlerQueryBusTest {

    @EventType("shop.item.price.query")
    record PriceOf(String aggregateId) implements Query {}

    static class Shop {

        @QueryHandler
        Answer<Integer> on(PriceOf asked) {
            return Answer.given(39);
        }
    }

    static class OtherShop {

        @QueryHandler(projection = "prices")
        Answer<Integer> on(PriceOf asked) {
            return Answer.given(40);
        }
    }

    static class Guesses {

        @QueryHandler
        int on(PriceOf asked) {
            return 1;
        }
    }

    private final List<String> passed = new ArrayList<>();

    @Test
    void queryMeetsItsHandlerThroughAllMiddlewareFromTheOutermostOn() {
        QueryBus bus = bus(List.of(passing("outer"), passing("inner")), new Shop());
        assertThat(bus.ask(new PriceOf("lamp"), Integer.class)).isEqualTo(new Given<>(39, false));
        assertThat(bus.ask(new PriceOf("lamp"), new Freshness.Any())).isEqualTo(new Given<>(39, false));
        assertThat(passed).containsExactly("outer", "inner", "outer", "inner");
    }

    @Test
    void ruleThatObjectsKeepsTheQueryFromItsHandler() {
        QueryBus bus = bus(List.of(new ApplyRules(List.of(Rule.notAnonymously(_ -> true)))), new Shop());
        assertThat(bus.ask(new PriceOf("lamp"), Integer.class))
                .isEqualTo(Answer.refused(Reason.FORBIDDEN, "This takes a user and a tenant."));
        EventContext known = new EventContext(null, null, "acme", "ada", null, null);
        assertThat(known.call(() -> bus.ask(new PriceOf("lamp"), Integer.class)))
                .isEqualTo(new Given<>(39, false));
    }

    @Test
    void whatNobodyAnswersLikeThatIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus(List.of(), new Shop()).ask(new PriceOf("lamp"), String.class))
                .withMessageContaining("does not answer with java.lang.String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus(List.of()).ask(new PriceOf("lamp"), Integer.class))
                .withMessageContaining("Nobody handles");
    }

    @Test
    void wrongHandlersStopTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus(List.of(), new Shop(), new Shop()))
                .withMessageContaining("one has to do");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus(List.of(), new OtherShop()))
                .withMessageContaining("reads 'prices', and there is no such projection");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus(List.of(), new Guesses()))
                .withMessageContaining("@QueryHandler");
    }

    @Test
    void tokenIsReadAsItIsWritten() {
        for (String token : List.of("3-47", "3-47;else=stale")) {
            assertThat(Freshness.valueOf(token).token()).isEqualTo(token);
        }
        assertThat(new Freshness.Any().token()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Freshness.valueOf("3-47;else=never"));
    }

    private static QueryBus bus(List<QueryMiddleware> middleware, Object... beans) {
        StaticListableBeanFactory factory = new StaticListableBeanFactory();
        for (Object bean : beans) {
            factory.addBean("bean" + factory.getBeanDefinitionCount(), bean);
        }
        HandlerQueryBus bus =
                new HandlerQueryBus(factory, EventCatalogue.of(List.of(PriceOf.class)), middleware, "accounts"::equals);
        bus.afterSingletonsInstantiated();
        return bus;
    }

    private QueryMiddleware passing(String name) {
        return new QueryMiddleware() {
            @Override
            public <R> Answer<R> around(QueryCall<R> call, Next<R> next) {
                passed.add(name);
                return next.proceed();
            }
        };
    }
}
