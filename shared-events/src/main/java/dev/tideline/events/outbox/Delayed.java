package dev.tideline.events.outbox;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Events that are not due yet. What is due by the database's clock moves to the outbox in one statement: it is in one of the two. One
 * replica at a time does that, or a later event could be committed before an earlier one of its key that another replica has at hand; one
 * that somebody is about to cancel is not waited for.
 */
final class Delayed {

    private static final int BATCH = 1_000;
    private static final Duration OTHERS_TURN = Duration.ofMillis(100);

    // The time by a select of its own: called for each row it could not be looked up by the index. A fresh id puts the
    // row where the table is written now; the event keeps its own.
    private static final String RELEASE = """
            with due as (
                delete from outbox_delayed where id in (
                    select id from outbox_delayed
                    where due <= (select clock_timestamp())
                      and (select pg_try_advisory_xact_lock(hashtextextended('tideline release ' || 'outbox_delayed'::regclass::oid, 0)))
                    order by due, id limit ? for update skip locked)
                returning *
            )
            insert into outbox (id, aggregatetype, aggregateid, type, topic, message_key, traceparent, payload, headers, kafka_partition)
            select uuidv7(), aggregatetype, aggregateid, type, topic, message_key, traceparent, payload,
                   coalesce(headers, '{}') || jsonb_build_object('ce_id', id), kafka_partition
            from due order by due.due, due.id
            """;

    private final JdbcTemplate jdbc;
    private volatile Runnable onChange = () -> {};

    Delayed(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What to do when an event was added that may be due before the others. */
    void onChange(Runnable action) {
        onChange = action;
    }

    void changed() {
        onChange.run();
    }

    void insert(OutboxRow row, Instant due) {
        jdbc.update(
                """
                insert into outbox_delayed
                    (id, due, aggregatetype, aggregateid, type, topic, message_key, traceparent, payload, headers, kafka_partition)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                """,
                row.id(),
                Timestamp.from(due),
                row.aggregateType(),
                row.aggregateId(),
                row.type(),
                row.topic(),
                row.key(),
                row.traceparent(),
                row.payload(),
                row.headers(),
                row.partition());
    }

    boolean delete(UUID id) {
        return jdbc.update("delete from outbox_delayed where id = ?", id) == 1;
    }

    /** Moves all that is due, if no other replica is at it, and returns how long it is until something is to be done. */
    Duration release() {
        int moved;
        do {
            moved = jdbc.update(RELEASE, BATCH);
        } while (moved == BATCH);
        Long millis = jdbc.queryForObject(
                "select ceil(extract(epoch from min(due) - clock_timestamp()) * 1000)::bigint from outbox_delayed",
                Long.class);
        if (millis != null && millis <= 0) {
            return OTHERS_TURN;
        }
        return Duration.ofMillis(millis == null ? Long.MAX_VALUE : millis);
    }
}
