package dev.tideline.events.store;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The table {@code event}. Readers of all see what no running transaction can add to any more: everything below the oldest transaction that
 * still runs, in whatever database of the server. One that stays open for long keeps them waiting, and makes them miss nothing.
 */
final class PostgresEventStore implements EventStore {

    private static final String FIRST = """
            with head as (
                insert into event_stream (stream_type, stream_id, version, epoch)
                select :type, :id, cast(:to as bigint), pg_current_xact_id() where cast(:from as bigint) = 0
                on conflict do nothing
                returning epoch
            )
            """;

    private static final String NEXT = """
            with head as (
                update event_stream set version = :to, epoch = greatest(epoch, pg_current_xact_id())
                where stream_type = :type and stream_id = :id and version = :from
                returning epoch
            )
            """;

    private static final String INSERT = """
            insert into event (epoch, id, stream_type, stream_id, version, type, tenant, recorded_at, payload)
            select head.epoch, given.id, :type, :id, given.version, given.type, given.tenant, given.recorded_at, given.payload
            from head, unnest(:ids, :versions, :types, :tenants, cast(:times as timestamptz[]), :payloads)
                           as given (id, version, type, tenant, recorded_at, payload)
            order by given.version
            returning epoch::text::bigint as epoch, sequence
            """;

    private static final String SELECT =
            "select epoch::text::bigint as epoch, sequence, stream_type, stream_id, version, payload from event ";

    private static final String OF_TYPES = " and type = any(:types)";
    private static final String FROM = " and recorded_at >= :from";
    private static final String UNTIL = " and recorded_at < :until";

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
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalTransactionStateException(
                    "Events of " + stream + " outside a read-write transaction; they are kept and published in one");
        }
        List<EventEnvelope<DomainEvent>> wrapped = envelop.events(stream, expectedVersion, events);
        Optional<Position> last = insert(stream, expectedVersion, wrapped);
        if (last.isEmpty()) {
            return new Conflict(stream, expectedVersion, version(stream));
        }
        wrapped.forEach(outbox::append);
        return new Appended(expectedVersion + wrapped.size(), last.get());
    }

    /** Where the last event stands; empty where the stream was at another version. */
    private Optional<Position> insert(StreamId stream, long expectedVersion, List<EventEnvelope<DomainEvent>> events) {
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
                .param("payloads", events.stream().map(json::write).toArray(byte[][]::new))
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

    @Override
    public List<StoredEvent> readAll(Position after, EventFilter filter, int limit) {
        String sql = SELECT
                + "where (epoch, sequence) > (cast(:epoch as xid8), :sequence)"
                + " and epoch < pg_snapshot_xmin(pg_current_snapshot())"
                + (filter.types().isEmpty() ? "" : OF_TYPES)
                + (filter.from() == null ? "" : FROM)
                + (filter.until() == null ? "" : UNTIL)
                + " order by epoch, sequence limit :limit";
        return jdbc.sql(sql)
                .param("epoch", Long.toString(after.epoch()))
                .param("sequence", after.sequence())
                .param("types", filter.types().toArray(String[]::new))
                .param("from", utc(filter.from()))
                .param("until", utc(filter.until()))
                .param("limit", limit)
                .query((row, _) -> stored(row))
                .list();
    }

    @Override
    public Optional<StoredEvent> find(UUID eventId) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(eventId)
                .query((row, _) -> stored(row))
                .optional();
    }

    private StoredEvent stored(ResultSet row) throws SQLException {
        return new StoredEvent(
                position(row),
                new StreamId(row.getString("stream_type"), row.getString("stream_id")),
                row.getLong("version"),
                json.read(row.getBytes("payload")));
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong("epoch"), row.getLong("sequence"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
