package dev.tideline.events.store;

import dev.tideline.events.DomainEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.lang.CheckReturnValue;

/**
 * Keeps every event for good, in streams and in one order of all. Data written in older versions is lifted to today's records on every
 * read; an event whose type this service does not know comes as a {@link dev.tideline.events.GenericEvent}.
 */
public interface EventStore {

    /**
     * Appends to a stream that is at the expected version, all or nothing, and has the events published. Where the store has transactions it
     * needs the caller's, at read committed, and the events are there when that commits; at a stricter level the transaction of who comes
     * second fails instead. Who appends to several streams in one transaction does so in an order that is the same everywhere, or risks a
     * deadlock.
     *
     * <p>All events of an aggregate come this way, or none: what is appended to the outbox directly is in no stream.
     *
     * @param expectedVersion of the stream before; 0 of one that is not there yet
     * @param events of that aggregate, in their order, at least one
     * @throws IllegalArgumentException for none, or one of another aggregate
     */
    @CheckReturnValue
    Append append(StreamId stream, long expectedVersion, List<? extends DomainEvent> events);

    /** The version of a stream; 0 of one that is not there. */
    long version(StreamId stream);

    /** Events of one stream in the order of their versions, from one on, no more than the limit. */
    List<StoredEvent> read(StreamId stream, long fromVersion, int limit);

    /**
     * Events of all streams in their order, behind a position, no more than the limit. Who goes on from where the page ends sees each event
     * once, and at the same place whenever it reads again. An event stands behind all that whoever appended it could have seen, and is
     * withheld while one that would stand before it may still be committed; whoever reads in a transaction that has written sees nothing
     * younger than that. The events of one transaction need not stand together.
     */
    Page readAll(Position after, EventFilter filter, int limit);

    Optional<StoredEvent> find(UUID eventId);

    /** Streams of one type in some order that stays the same, behind one of them, no more than the limit; from the first one on for an empty id. */
    List<StreamId> streams(String type, String afterId, int limit);
}
