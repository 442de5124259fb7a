package dev.tideline.events.inbox;

import dev.tideline.events.partitions.Partition;
import dev.tideline.events.partitions.TimePartitions;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes partitions ahead and drops those past the retention. What has no UUIDv7 is deleted by the time it was handled. */
final class PruneInbox {

    private static final Duration SPAN = Duration.ofDays(1);
    private static final int AHEAD = 2;

    private final JdbcTemplate jdbc;
    private final TimePartitions partitions;
    private final Duration retention;
    private final Clock clock;

    PruneInbox(JdbcTemplate jdbc, PlatformTransactionManager transactions, Duration retention, Clock clock) {
        this.jdbc = jdbc;
        this.partitions = new TimePartitions(jdbc, transactions, "inbox", "event_id", SPAN);
        this.retention = retention;
        this.clock = clock;
    }

    void run() {
        if (!serviceHasAnInbox()) {
            return;
        }
        Instant now = clock.instant();
        partitions.createAhead(now, AHEAD);
        Instant before = now.minus(retention);
        for (Partition each : partitions.list()) {
            if (!each.to().isAfter(before)) {
                partitions.drop(each, () -> unused(each, before));
            }
        }
        partitions.inTurn(
                "prune inbox_default",
                () -> jdbc.update("delete from inbox_default where handled_at < ?", Timestamp.from(before)));
    }

    /** An id may have been made long before it was handled: of a delayed event, or in a backlog. */
    private boolean unused(Partition partition, Instant since) {
        return Boolean.FALSE.equals(jdbc.queryForObject(
                "select exists (select from " + partition.name() + " where handled_at >= ?)",
                Boolean.class,
                Timestamp.from(since)));
    }

    private boolean serviceHasAnInbox() {
        return Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass('inbox') is not null", Boolean.class));
    }
}
