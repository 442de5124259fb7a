package dev.tideline.events.cqrs;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.Query;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Leads each query through all middleware to its handler. Finds the handlers when all beans are there, so that they may ask for it. */
final class HandlerQueryBus implements QueryBus, SmartInitializingSingleton {

    private static final HandlerOf.Form FORM = new HandlerOf.Form(QueryHandler.class, Query.class, Answer.class);

    private final ListableBeanFactory beans;
    private final EventCatalogue catalogue;
    private final List<QueryMiddleware> middleware;
    private final Predicate<String> projections;
    private volatile HandlersByRecord handlers = HandlersByRecord.NONE;

    /**
     * A bus without handlers.
     *
     * @param middleware the outermost first
     * @param projections whether there is one of that name
     */
    HandlerQueryBus(
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            List<QueryMiddleware> middleware,
            Predicate<String> projections) {
        this.beans = beans;
        this.catalogue = catalogue;
        this.middleware = middleware;
        this.projections = projections;
    }

    @Override
    public void afterSingletonsInstantiated() {
        HandlersByRecord found = HandlersByRecord.of(FORM, beans, catalogue);
        for (HandlerOf handler : found.all()) {
            String projection = projection(handler);
            if (!projection.isEmpty() && !projections.test(projection)) {
                throw new IllegalArgumentException(
                        handler.method() + " reads '" + projection + "', and there is no such projection");
            }
        }
        handlers = found;
    }

    private static String projection(HandlerOf handler) {
        return requireNonNull(AnnotatedElementUtils.findMergedAnnotation(handler.method(), QueryHandler.class))
                .projection();
    }

    @Override
    public <R> Answer<R> ask(Query query, Class<R> answer, Freshness freshness) {
        return ask(query, answer, freshness, handlers.of(query, answer));
    }

    @Override
    public Answer<?> ask(Query query, Freshness freshness) {
        HandlerOf handler = handlers.of(query);
        return ask(query, handler.answer(), freshness, handler);
    }

    private <R> Answer<R> ask(Query query, Class<R> answer, Freshness freshness, HandlerOf handler) {
        String type = catalogue.entryOf(query.getClass()).name().toString();
        return proceed(new QueryCall<>(type, query, answer, projection(handler), freshness), handler, 0);
    }

    @SuppressWarnings("unchecked") // the classes have been compared
    private <R> Answer<R> proceed(QueryCall<R> call, HandlerOf handler, int step) {
        return step == middleware.size()
                ? (Answer<R>) handler.handle(call.query())
                : middleware.get(step).around(call, () -> proceed(call, handler, step + 1));
    }
}
