package dev.tideline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventCatalogueTest {

    @EventType("shop.cart.emptied")
    record CartEmptied(String aggregateId) implements DomainEvent {}

    @EventType("shop.cart.emptied")
    record CartEmptiedToo(String aggregateId) implements DomainEvent {}

    @EventType("Shop.Cart.empty")
    record BadlyNamed(String aggregateId) implements DomainEvent {}

    @EventType("shop.cart.empty.command")
    record EventNamedLikeACommand(String aggregateId) implements DomainEvent {}

    @EventType("shop.cart.emptied")
    record CommandNamedLikeAnEvent(String aggregateId) implements Command {}

    @EventType("shop.cart.emptied")
    record NoMessage(String aggregateId) {}

    @EventType("shop.cart.emptied")
    static class NoRecord implements DomainEvent {

        @Override
        public String aggregateId() {
            return "1";
        }
    }

    @EventType(value = "shop.cart.emptied", version = 0)
    record BeforeTheFirst(String aggregateId) implements DomainEvent {}

    @EventType(value = "agents.task.submitted", topic = "agents.task.submitted.v1")
    record OnItsOwnTopic(String aggregateId) implements DomainEvent {}

    @Test
    void nameAndRecordLeadToEachOther() {
        EventCatalogue catalogue = EventCatalogue.of(List.of(CartEmptied.class, OnItsOwnTopic.class));
        assertThat(catalogue.find("shop.cart.emptied").orElseThrow().payload()).isEqualTo(CartEmptied.class);
        assertThat(catalogue.entryOf(CartEmptied.class).topic()).isEqualTo("shop.cart.v1");
        assertThat(catalogue.entryOf(OnItsOwnTopic.class).topic()).isEqualTo("agents.task.submitted.v1");
        assertThat(catalogue.find("shop.cart.filled")).isEmpty();
    }

    @Test
    void scanFindsWhatIsAnnotatedAndNamesWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCatalogue.scan(
                        getClass().getClassLoader(), List.of(getClass().getPackageName())))
                .withMessageContaining(EventCatalogueTest.class.getName());
    }

    @Test
    void whatIsWrongIsRefusedWithTheNameOfItsClass() {
        refused(BadlyNamed.class);
        refused(EventNamedLikeACommand.class);
        refused(CommandNamedLikeAnEvent.class);
        refused(NoMessage.class);
        refused(NoRecord.class);
        refused(BeforeTheFirst.class);
        refused(CartEmptied.class, CartEmptiedToo.class);
    }

    private static void refused(Class<?>... classes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventCatalogue.of(List.of(classes)))
                .withMessageContaining(classes[classes.length - 1].getName());
    }
}
