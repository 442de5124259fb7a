package dev.tideline.events.outbox;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.Message;
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

    /** Appends what is in its envelope already. */
    void append(EventEnvelope<? extends Message> envelope);

    /** Appends bytes as they are; within their key they keep the order of the commits too. Returns the id of the row, a new one. */
    UUID append(RawMessage message);
}
