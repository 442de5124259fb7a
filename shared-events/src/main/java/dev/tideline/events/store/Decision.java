package dev.tideline.events.store;

import dev.tideline.events.DomainEvent;
import java.util.List;

/**
 * What is to happen, and what the caller is told then.
 *
 * @param events nothing happens, if empty
 */
public record Decision<E extends DomainEvent, R>(List<E> events, R answer) {

    public Decision {
        events = List.copyOf(events);
    }

    /** That changes nothing. */
    public static <E extends DomainEvent, R> Decision<E, R> nothing(R answer) {
        return new Decision<>(List.of(), answer);
    }
}
