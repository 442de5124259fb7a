package dev.tideline.events.store;

import dev.tideline.events.EventEnvelope;

/** An event where it stands: in its stream and among all. Its payload is in the version of today's record. */
public record StoredEvent(Position position, StreamId stream, long version, EventEnvelope<?> event) {}
