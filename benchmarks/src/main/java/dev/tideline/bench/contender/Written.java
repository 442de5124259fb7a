package dev.tideline.bench.contender;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;

/** The event as Tideline publishes it. */
@EventType("bench.thing.written")
record Written(String thing, long sequence, String text) implements DomainEvent {

    static Written of(Event event) {
        return new Written(event.key(), event.sequence(), event.text());
    }

    Event event() {
        return new Event(thing, sequence, text);
    }

    @Override
    public String aggregateId() {
        return thing;
    }
}
