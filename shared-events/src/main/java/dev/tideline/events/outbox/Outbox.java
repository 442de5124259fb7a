package dev.tideline.events.outbox;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.Message;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Appends in the caller's transaction; without one it is an error. What was appended in one transaction is written together, just before
 * the commit, in the order of the calls. Messages of one aggregate reach Kafka in the order of the commits, at least once; consumers
 * drop what comes twice.
 */
public interface Outbox {

    /**
     * Appends an event of an aggregate.
     *
     * <p>From when the rows are written to the end of the transaction no other appends to the same aggregate, so its versions commit in their order. Who
     * comes with a version that does not follow the last gets a {@link VersionConflict} before the commit, and a rollback.
     *
     * @param aggregateVersion the aggregate's version after the event; dense from 1, so that a gap shows a loss
     */
    void append(DomainEvent event, long aggregateVersion);

    /** Appends what happened to one aggregate, in this order and with successive versions. */
    void append(List<? extends DomainEvent> events, long firstVersion);

    /** Appends a message that is not part of an aggregate's history. */
    void append(Message message);

    /**
     * Appends what is in its envelope already; one with a time not to be delivered before waits for it, as below.
     *
     * @throws IllegalArgumentException for such a time on an event with an aggregate version: held back, it would leave a gap
     */
    void append(EventEnvelope<? extends Message> envelope);

    /** Checks and writes out now what is to be appended later in the same transaction, beside something that must not be there without it. */
    Prepared prepare(List<? extends EventEnvelope<? extends DomainEvent>> envelopes);

    /**
     * Appends a message that leaves at that time by the database's clock, or soon after it, and at once if it has passed. Committed, it
     * survives restarts. It is written at once, not before the commit.
     *
     * @return the event's id, by which it can be cancelled until it leaves
     */
    UUID append(Message message, Instant notBefore);

    /** Takes back what has not left yet, if the caller's transaction commits. Returns false if it has, or was never there. */
    boolean cancel(UUID id);

    /** Appends bytes as they are; within their key they keep the order of the commits too. Returns the id of the row, a new one. */
    UUID append(RawMessage message);
}
