package dev.tideline.events.store;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.outbox.Prepared;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code event}, in the order of (epoch, sequence). The epoch of an event is the highest of three: the transaction that appends
 * it; that of the event before it in its stream; and the last transaction that had ended by then, whose events its appender may have
 * seen. None is lower than the appending transaction, so once all transactions up to an epoch have ended, no event of it will come any
 * more, and that is when readers see it. They wait for the oldest transaction that has written anything, in whatever database of the
 * server; one that stays open for long keeps them waiting, and makes them miss nothing.
 *
 * <p>The sequence settles what is equal, and is drawn under the lock of the stream.
 */
final class PostgresEventStore implements EventStore {

    private static final String NOW = """
            with now as (
                select base + greatest(
                    pg_current_xact_id()::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1) as epoch
                from event_era
            ), head as (
            """;

    private static final String FIRST = NOW + """
                insert into event_stream (stream_type, stream_id, version, epoch)
                select :type, :id, :to, now.epoch from now
                on conflict do nothing
                returning epoch
            )
            """;

    private static final String NEXT = NOW + """
                update event_stream set version = :to, epoch = greatest(event_stream.epoch, now.epoch)
                from now
                where stream_type = :type and stream_id = :id and version = :from
                returning event_stream.epoch
            )
            """;

    private static final String INSERT = """
            insert into event (epoch, id, stream_type, stream_id, version, type, tenant, recorded_at, payload)
            select head.epoch, given.id, :type, :id, given.version, given.type, given.tenant, given.recorded_at, given.payload
            from head, unnest(:ids, :versions, :types, :tenants, cast(:times as timestamptz[]), :payloads)
                           as given (id, version, type, tenant, recorded_at, payload)
            order by given.version
            returning epoch, sequence
            """;

    private static final String SELECT =
            "select epoch, sequence, id, stream_type, stream_id, version, payload from event ";

    private static final String FIRST_SINCE = "(select min(epoch + 0) from event where recorded_at >= :from)";

    private static final String FIRST_AFTER =
            "coalesce((select max(epoch + 0) + 1 from event where recorded_at < :until), 0)";

    private final JdbcClient jdbc;
    private final Envelop envelop;
    private final CloudEventsJson json;
    private final Outbox outbox;

    PostgresEventStore(JdbcClient jdbc, Envelop envelop, CloudEventsJson json, Outbox outbox) {
        this.jdbc = jdbc;
        this.envelop = envelop;
        this.json = json;
        this.outbox = outbox;
    }

    @Override
    public Append append(StreamId stream, long expectedVersion, List<? extends DomainEvent> events) {
        List<EventEnvelope<DomainEvent>> wrapped = envelop.events(stream, expectedVersion, events);
        Prepared published = outbox.prepare(wrapped);
        Optional<Position> last = insert(stream, expectedVersion, wrapped, published.payloads());
        if (last.isEmpty()) {
            return new Conflict(stream, expectedVersion, version(stream));
        }
        published.append();
        return new Appended(expectedVersion + wrapped.size(), last.get());
    }

    /** Where the last event stands; empty where the stream was at another version. */
    private Optional<Position> insert(
            StreamId stream, long expectedVersion, List<EventEnvelope<DomainEvent>> events, List<byte[]> payloads) {
        return jdbc
                .sql((expectedVersion == 0 ? FIRST : NEXT) + INSERT)
                .param("type", stream.type())
                .param("id", stream.id())
                .param("from", expectedVersion)
                .param("to", expectedVersion + events.size())
                .param("ids", column(events, EventMetadata::identity, UUID[]::new))
                .param("versions", column(events, EventMetadata::aggregateVersion, Long[]::new))
                .param("types", column(events, EventMetadata::type, String[]::new))
                .param("tenants", column(events, EventMetadata::tenant, String[]::new))
                .param("times", column(events, event -> String.valueOf(event.time()), String[]::new))
                .param("payloads", payloads.toArray(byte[][]::new))
                .query((row, _) -> position(row))
                .list()
                .stream()
                .max(Position::compareTo);
    }

    private static <T> @Nullable T[] column(
            List<EventEnvelope<DomainEvent>> events,
            Function<EventMetadata, ? extends @Nullable T> value,
            IntFunction<@Nullable T[]> array) {
        return events.stream().map(EventEnvelope::metadata).map(value).toArray(array);
    }

    @Override
    public long version(StreamId stream) {
        return jdbc.sql("select version from event_stream where stream_type = ? and stream_id = ?")
                .params(stream.type(), stream.id())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public List<StoredEvent> read(StreamId stream, long fromVersion, int limit) {
        return jdbc.sql(SELECT + "where stream_type = ? and stream_id = ? and version >= ? order by version limit ?")
                .params(stream.type(), stream.id(), fromVersion, limit)
                .query((row, _) -> stored(row))
                .list();
    }

    /**
     * Times go with epochs by and large, which the planner does not know; "+ 0" keeps it from looking for the least epoch along its own
     * index.
     */
    private static String page(EventFilter filter) {
        return """
            with settled as (
                select base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint as epoch from event_era
            ), span as (
                select %s as first, least(settled.epoch, %s) as before from settled
            )
            select settled.epoch as settled, found.* from settled cross join span left join lateral
                event_page(:types, :epoch, :sequence, span.first, span.before, :from, :until, :limit) found on true
            order by found.epoch, found.sequence
            """.formatted(
                filter.from() == null ? "0" : FIRST_SINCE, filter.until() == null ? "settled.epoch" : FIRST_AFTER);
    }

    @Override
    public Page readAll(Position after, EventFilter filter, int limit) {
        List<StoredEvent> events = new ArrayList<>();
        List<Position> settled = new ArrayList<>();
        jdbc.sql(page(filter))
                .param("epoch", after.epoch())
                .param("sequence", after.sequence())
                .param("types", filter.types().toArray(String[]::new))
                .param("from", utc(filter.from()))
                .param("until", utc(filter.until()))
                .param("limit", limit)
                .query(row -> {
                    settled.add(Position.endOf(row.getLong("settled") - 1));
                    if (row.getObject("id") != null) {
                        events.add(stored(row));
                    }
                });
        boolean more = events.size() == limit;
        return new Page(events, more ? events.getLast().position() : max(after, settled.getFirst()));
    }

    private static Position max(Position one, Position other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public Optional<StoredEvent> find(UUID eventId) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(eventId)
                .query((row, _) -> stored(row))
                .optional();
    }

    @Override
    public List<StreamId> streams(String type, String afterId, int limit) {
        return jdbc.sql(
                        "select stream_id from event_stream where stream_type = ? and stream_id > ? order by stream_id limit ?")
                .params(type, afterId, limit)
                .query((row, _) -> new StreamId(type, row.getString(1)))
                .list();
    }

    private StoredEvent stored(ResultSet row) throws SQLException {
        Position position = position(row);
        StreamId stream = new StreamId(row.getString("stream_type"), row.getString("stream_id"));
        long version = row.getLong("version");
        try {
            return new StoredEvent(position, stream, version, json.read(row.getBytes("payload")));
        } catch (UnreadableEvent e) {
            throw new UnreadableEvent(
                    "Event %s, version %d of %s at %s: %s"
                            .formatted(row.getString("id"), version, stream, position, e.getMessage()),
                    e);
        }
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("epoch"), row.getLong("sequence"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
