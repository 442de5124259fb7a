package dev.tideline.events.relay;

import dev.tideline.events.relay.RelayStatus.Lag;
import dev.tideline.events.relay.RelayStatus.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at the slot now and then and remembers where the log stood when. The newest of those positions that the slot has confirmed tells
 * since when events may be unconfirmed: the log itself knows positions and no times. Every replica looks, by one statement; the leader also
 * counts what is unconfirmed, by another.
 */
final class WatchRelay {

    static final Duration LEADING = Duration.ofSeconds(5);
    static final Duration STANDING_BY = Duration.ofSeconds(10);

    private static final int REMEMBERED = 4_000;
    private static final int COUNTED = 10_000;

    private static final String LOOK = """
            select pg_current_wal_lsn()::text as position, clock_timestamp() as time,
                   (select application_name
                    from pg_locks join pg_stat_activity using (pid), hashtextextended(?, 0) as lock
                    where locktype = 'advisory' and granted and objsubid = 1
                      and ((classid::bigint << 32) | objid::bigint) = lock
                    limit 1) as leader,
                   (select count(*) from (select from outbox_parked where discarded_at is null limit ?) found) as parked,
                   (select count(*) from (select from outbox_delayed limit ?) found) as delayed,
                   (select min(due) from outbox_delayed) as next_delayed,
                   array(select inhrelid::regclass::text from pg_inherits where inhparent = 'outbox'::regclass order by 1) as partitions,
                   slot_name, active, wal_status, confirmed_flush_lsn::text as confirmed, invalidation_reason,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint as behind
            from (select) one left join pg_replication_slots on slot_name = ?
            """;

    private record Mark(String position, Instant time) {}

    private record Seen(Mark mark, RelayStatus status) {}

    private final JdbcClient jdbc;
    private final String slot;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private volatile RelayStatus last = RelayStatus.UNKNOWN;

    WatchRelay(JdbcClient jdbc, String slot) {
        this.jdbc = jdbc;
        this.slot = slot;
    }

    /** As of the last look: whoever asks for health or meters while the database is away is not to wait for it. */
    RelayStatus last() {
        return last;
    }

    /** With the lag. */
    RelayStatus look() {
        return look(true);
    }

    /**
     * Looks again.
     *
     * @param count whether to count how many events the slot has not confirmed, which costs more than the rest
     */
    synchronized RelayStatus look(boolean count) {
        Seen seen = jdbc.sql(LOOK)
                .params("tideline relay " + slot, COUNTED, COUNTED, slot)
                .query((row, _) -> seen(row))
                .single();
        marks.addLast(seen.mark());
        if (marks.size() > REMEMBERED) {
            Mark oldest = marks.removeFirst(); // perhaps the only confirmed one
            marks.removeFirst();
            marks.addFirst(oldest);
        }
        RelayStatus status = seen.status();
        Mark confirmed = confirmed(status.slot());
        if (count && confirmed != null) {
            status = status.with(lag(confirmed));
        }
        last = status;
        return status;
    }

    private Seen seen(ResultSet row) throws SQLException {
        Timestamp nextDelayed = row.getTimestamp("next_delayed");
        Slot found = row.getString("slot_name") == null
                ? null
                : new Slot(
                        slot,
                        row.getBoolean("active"),
                        row.getString("wal_status"),
                        row.getString("confirmed"),
                        row.getString("invalidation_reason"),
                        row.getLong("behind"));
        return new Seen(
                new Mark(row.getString("position"), row.getTimestamp("time").toInstant()),
                new RelayStatus(
                        row.getString("leader"),
                        found,
                        null,
                        row.getLong("parked"),
                        row.getLong("delayed"),
                        nextDelayed == null ? null : nextDelayed.toInstant(),
                        List.of((String[]) row.getArray("partitions").getArray())));
    }

    private @Nullable Mark confirmed(@Nullable Slot found) {
        if (found == null || found.confirmedLsn() == null) {
            return null;
        }
        Mark confirmed = null;
        while (!marks.isEmpty() && position(marks.getFirst().position()) <= position(found.confirmedLsn())) {
            confirmed = marks.removeFirst();
        }
        if (confirmed != null) {
            marks.addFirst(confirmed);
        }
        return confirmed;
    }

    private Lag lag(Mark confirmed) {
        return jdbc.sql("""
                        select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)
                        from (select created_at from outbox where id >= ? order by id limit ?) unconfirmed
                        """)
                .params(new UUID(confirmed.time().toEpochMilli() << 16, 0), COUNTED)
                .query((row, _) -> new Lag(row.getLong(1), row.getDouble(2)))
                .single();
    }

    private static long position(String lsn) {
        int slash = lsn.indexOf('/');
        return (Long.parseLong(lsn, 0, slash, 16) << 32) | Long.parseLong(lsn, slash + 1, lsn.length(), 16);
    }
}
