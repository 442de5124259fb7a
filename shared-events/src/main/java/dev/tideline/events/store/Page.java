package dev.tideline.events.store;

import java.util.List;

/**
 * A part of all events.
 *
 * @param upTo from where to go on: nothing that was asked for and stands before it will come any more, whether or not there was anything
 */
public record Page(List<StoredEvent> events, Position upTo) {

    public Page {
        events = List.copyOf(events);
    }
}
