package dev.tideline.events.partitions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The partitions of a table that is partitioned by range of a UUIDv7 column and has a default partition, {@code <table>_default}, in the
 * first schema of the search path. Every step is a transaction of its own under an advisory lock, so any number of replicas may do this
 * at once. A step that would have to wait for a lock gives up within half a second and is done at the next time.
 */
public final class TimePartitions {

    private static final Logger log = LoggerFactory.getLogger(TimePartitions.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'_'HHmmss").withZone(ZoneOffset.UTC);
    private static final int MOVED_AT_MOST = 100_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String table;
    private final String column;
    private final Duration span;

    /**
     * Those of a table.
     *
     * @param column by which it is partitioned
     * @param span of a partition, in whole seconds
     */
    public TimePartitions(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, String table, String column, Duration span) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.table = table;
        this.column = column;
        this.span = span;
    }

    /** The lowest id made at that time. */
    public static UUID firstId(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    /** All but the default one, oldest first. */
    public List<Partition> list() {
        return jdbc.query(
                """
                select part.relname, bounds[1] as low, bounds[2] as high
                from pg_inherits
                join pg_class part on part.oid = inhrelid,
                regexp_match(pg_get_expr(part.relpartbound, part.oid), 'FROM \\(''(.*)''\\) TO \\(''(.*)''\\)') as bounds
                where inhparent = ?::regclass and bounds is not null
                order by 2
                """,
                (row, _) -> new Partition(row.getString(1), time(row.getString(2)), time(row.getString(3))),
                table);
    }

    private static Instant time(String id) {
        return Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    }

    /** Makes the partition of now and the next ones, and moves what the default partition has of theirs, if that is not very much. */
    public void createAhead(Instant now, int next) {
        List<Partition> existing = list();
        long first = now.getEpochSecond() / span.toSeconds() * span.toSeconds();
        for (int i = 0; i <= next; i++) {
            Instant from = Instant.ofEpochSecond(first).plus(span.multipliedBy(i));
            Partition partition = new Partition(table + "_" + NAME.format(from), from, from.plus(span));
            if (existing.stream().noneMatch(other -> overlaps(other, partition))) {
                inTurn("create " + partition.name(), () -> create(partition));
            }
        }
    }

    /** After the span was changed, the partitions made before keep theirs. */
    private static boolean overlaps(Partition one, Partition other) {
        return one.from().isBefore(other.to()) && other.from().isBefore(one.to());
    }

    private void create(Partition partition) {
        if (list().stream().anyMatch(other -> overlaps(other, partition))) {
            return;
        }
        UUID low = firstId(partition.from());
        UUID high = firstId(partition.to());
        String range = " where " + column + " >= '" + low + "' and " + column + " < '" + high + "'";
        jdbc.execute("lock table " + table + "_default in access exclusive mode");
        Integer waiting = jdbc.queryForObject(
                "select count(*) from (select from " + table + "_default" + range + " limit " + (MOVED_AT_MOST + 1)
                        + ") found",
                Integer.class);
        if (waiting != null && waiting > MOVED_AT_MOST) {
            log.info("{} is not made: the default partition has too many of its rows to move", partition.name());
            return;
        }
        jdbc.execute("create table " + partition.name() + " (like " + table + " including all)");
        jdbc.execute("with moved as (delete from " + table + "_default" + range + " returning *) insert into "
                + partition.name() + " select * from moved");
        jdbc.execute("alter table " + table + " attach partition " + partition.name() + " for values from ('" + low
                + "') to ('" + high + "')");
    }

    /** Drops it with all its rows if the condition holds while nobody can write to it. Returns whether it is gone. */
    public boolean drop(Partition partition, Condition condition) {
        return inTurn("drop " + partition.name(), () -> {
                    if (list().contains(partition)) {
                        jdbc.execute("lock table " + partition.name() + " in access exclusive mode");
                        if (condition.holds()) {
                            jdbc.execute("drop table " + partition.name());
                            log.info("Dropped partition {}", partition.name());
                        }
                    }
                })
                && !list().contains(partition);
    }

    /** Looked at in the transaction that drops. */
    public interface Condition {

        boolean holds();
    }

    /** In a transaction of its own, unless another replica is at it or a lock is not to be had soon. Returns whether it was done. */
    public boolean inTurn(String step, Runnable work) {
        try {
            return Boolean.TRUE.equals(transaction.execute(_ -> {
                Boolean ours = jdbc.queryForObject(
                        "select pg_try_advisory_xact_lock(hashtextextended('tideline partitions ' || ?::regclass::oid, 0))",
                        Boolean.class,
                        table);
                if (!Boolean.TRUE.equals(ours)) {
                    return false;
                }
                jdbc.execute("set local lock_timeout = '500ms'");
                work.run();
                return true;
            }));
        } catch (CannotAcquireLockException | QueryTimeoutException busy) {
            log.info(
                    "{} is left for the next time: {}",
                    step,
                    busy.getMostSpecificCause().getMessage());
            return false;
        }
    }
}
