package dev.tideline.events.requests;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.cqrs.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a record of what came, if it is one of those that are handled here. */
record ReadRequest<M extends Message>(
        Class<M> kind, Set<Class<? extends M>> handled, EventCatalogue catalogue, CloudEventsJson json) {

    sealed interface Request<M> {}

    record Fit<M>(M message) implements Request<M> {}

    /** @param fields where it does not fit, if that is known */
    record Unfit<M>(String detail, List<Field> fields) implements Request<M> {

        Unfit(String detail) {
            this(detail, List.of());
        }
    }

    Set<String> topics() {
        return handled.stream().map(each -> catalogue.entryOf(each).topic()).collect(Collectors.toUnmodifiableSet());
    }

    boolean handles(String type) {
        return catalogue
                .find(type)
                .filter(entry -> handled.contains(entry.payload()))
                .isPresent();
    }

    Request<M> read(EventMetadata message, byte[] bytes) {
        if (!handles(message.type())) {
            return new Unfit<>("Nobody here handles '" + message.type() + "'.");
        }
        try {
            return new Fit<>(kind.cast(json.read(bytes).payload()));
        } catch (UnreadableEvent e) {
            return new Unfit<>(
                    "It cannot be read: " + e.plainly() + ".",
                    e.where().map(part -> new Field(part, "does not fit")).stream()
                            .toList());
        }
    }
}
