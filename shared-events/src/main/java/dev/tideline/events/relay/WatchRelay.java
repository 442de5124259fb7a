package dev.tideline.events.relay;

import dev.tideline.events.relay.RelayStatus.Lag;
import dev.tideline.events.relay.RelayStatus.Slot;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at the slot now and then and remembers where the log stood when. The newest of those positions that the slot has confirmed tells
 * since when events may be unconfirmed: the log itself knows positions and no times.
 */
final class WatchRelay {

    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final int REMEMBERED = 4_000;

    private record Mark(String position, Instant time) {}

    private final JdbcClient jdbc;
    private final String slot;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private volatile @Nullable RelayStatus last;

    WatchRelay(JdbcClient jdbc, String slot) {
        this.jdbc = jdbc;
        this.slot = slot;
    }

    /** As of the last look; the first time, of now. */
    RelayStatus last() {
        RelayStatus known = last;
        return known == null ? look() : known;
    }

    synchronized RelayStatus look() {
        marks.addLast(jdbc.sql("select pg_current_wal_lsn()::text, clock_timestamp()")
                .query((row, _) ->
                        new Mark(row.getString(1), row.getTimestamp(2).toInstant()))
                .single());
        if (marks.size() > REMEMBERED) {
            marks.removeFirst();
        }
        Slot found = slot();
        RelayStatus status = new RelayStatus(
                leader(),
                found,
                lag(found),
                count("outbox_parked where discarded_at is null"),
                count("outbox_delayed"),
                jdbc.sql("select min(due) from outbox_delayed")
                        .query((row, _) ->
                                Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                        .single()
                        .orElse(null),
                partitions());
        last = status;
        return status;
    }

    private @Nullable String leader() {
        return jdbc.sql("""
                        select application_name from pg_locks join pg_stat_activity using (pid),
                               hashtextextended(?, 0) as lock
                        where locktype = 'advisory' and granted and objsubid = 1
                          and ((classid::bigint << 32) | objid::bigint) = lock
                        """)
                .param("tideline relay " + slot)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private @Nullable Slot slot() {
        return jdbc.sql("""
                        select active, wal_status, confirmed_flush_lsn::text, invalidation_reason,
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint
                        from pg_replication_slots where slot_name = ?
                        """)
                .param(slot)
                .query((row, _) -> new Slot(
                        slot, row.getBoolean(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)))
                .optional()
                .orElse(null);
    }

    private @Nullable Lag lag(@Nullable Slot found) {
        if (found == null || found.confirmedLsn() == null) {
            return null;
        }
        Mark confirmed = null;
        while (!marks.isEmpty() && position(marks.getFirst().position()) <= position(found.confirmedLsn())) {
            confirmed = marks.removeFirst();
        }
        if (confirmed == null) {
            return null;
        }
        marks.addFirst(confirmed);
        return jdbc.sql("""
                        select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                        from (select created_at from outbox where id >= ? limit 100000) unconfirmed
                        """)
                .param(new UUID(confirmed.time().toEpochMilli() << 16, 0))
                .query((row, _) -> new Lag(row.getLong(1), row.getDouble(2)))
                .single();
    }

    private static long position(String lsn) {
        int slash = lsn.indexOf('/');
        return (Long.parseLong(lsn, 0, slash, 16) << 32) | Long.parseLong(lsn, slash + 1, lsn.length(), 16);
    }

    private List<String> partitions() {
        return jdbc.sql("""
                        select inhrelid::regclass::text from pg_inherits where inhparent = 'outbox'::regclass order by 1
                        """).query((row, _) -> row.getString(1)).list();
    }

    private long count(String rows) {
        return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
    }
}
