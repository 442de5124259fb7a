package dev.tideline.events.outbox;

import dev.tideline.events.partitions.Partition;
import dev.tideline.events.partitions.TimePartitions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes partitions ahead and drops those past the retention, if all that is in them is confirmed by the slot. Rows are confirmed when the
 * log's position of a time when they were all committed is. An old id may still be committed late: that the rows were all there then is
 * known by their number, counted then and again before they go.
 */
final class PruneOutbox {

    private static final int AHEAD = 2;

    private final JdbcTemplate jdbc;
    private final TimePartitions partitions;
    private final Duration retention;
    private final @Nullable String slot;
    private final Clock clock;

    PruneOutbox(JdbcTemplate jdbc, PlatformTransactionManager transactions, OutboxProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.partitions = new TimePartitions(jdbc, transactions, "outbox", "id", properties.partition());
        this.retention = properties.retention();
        this.slot = properties.slot();
        this.clock = clock;
    }

    void run() {
        Instant now = clock.instant();
        partitions.createAhead(now, AHEAD);
        Instant before = now.minus(retention);
        List<Partition> old = partitions.list().stream()
                .filter(partition -> !partition.to().isAfter(before))
                .toList();
        for (Partition partition : old) {
            close(partition.name(), before, "true");
            if (partitions.drop(partition, () -> confirmed(partition.name(), count(partition.name(), "true")))) {
                forget(partition.name());
            }
        }
        pruneDefault(before);
    }

    /** There the age is that of the row: an id may be anything. */
    private void pruneDefault(Instant before) {
        String name = "outbox_default";
        partitions.inTurn("prune " + name, () -> {
            Instant closed = closed(name);
            String old = "created_at < '" + (closed == null ? before : closed) + "'";
            jdbc.execute("lock table " + name + " in share mode");
            long rows = count(name, old);
            if (rows > 0 && confirmed(name, rows)) {
                jdbc.update("delete from " + name + " where " + old);
                forget(name);
            } else if (rows > 0) {
                close(name, closed == null ? before : closed, old);
            } else if (closed != null) {
                forget(name); // they were moved to a partition of their own, and the next to be old are others
            }
        });
    }

    private @Nullable Instant closed(String name) {
        return jdbc.query(
                "select before from outbox_closed where name = ?",
                rows -> rows.next() ? rows.getTimestamp(1).toInstant() : null,
                name);
    }

    private void close(String name, Instant before, String rows) {
        // The position is asked for after the count has seen its rows: it lies behind their commits.
        long count = count(name, rows);
        jdbc.update("""
                insert into outbox_closed (name, before, rows, lsn) values (?, ?, ?, pg_current_wal_insert_lsn())
                on conflict (name) do update set before = excluded.before, rows = excluded.rows, lsn = excluded.lsn
                where outbox_closed.rows <> excluded.rows
                """, name, Timestamp.from(before), count);
    }

    private long count(String name, String rows) {
        Long count = jdbc.queryForObject("select count(*) from " + name + " where " + rows, Long.class);
        return count == null ? 0 : count;
    }

    /** A slot marked for failover is not the relay's but one the engine made, which knows nothing of what was committed before it. */
    private boolean confirmed(String name, long rows) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (
                    select from outbox_closed closed join pg_replication_slots slot on slot.confirmed_flush_lsn >= closed.lsn
                    where closed.name = ? and closed.rows = ?
                      and slot.slot_name = coalesce(?, current_schema() || '_outbox')
                      and slot.database = current_database()
                      and slot.wal_status is distinct from 'lost' and slot.invalidation_reason is null
                      and (?::text is not null or to_jsonb(slot) ->> 'failover' is distinct from 'true'))
                """, Boolean.class, name, rows, slot, slot));
    }

    private void forget(String name) {
        jdbc.update("delete from outbox_closed where name = ?", name);
    }
}
