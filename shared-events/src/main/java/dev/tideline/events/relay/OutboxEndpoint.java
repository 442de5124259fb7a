package dev.tideline.events.relay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The relay for operators: how it stands, what is parked; retry that, discard one, let a delayed event go now. Any replica answers; what is
 * asked for goes through the tables, and the leader does it.
 */
@Endpoint(id = "outbox")
final class OutboxEndpoint {

    private static final int SHOWN = 100;

    record View(Relay.State state, String error, long publishedHere, RelayStatus relay, List<ParkedRow> parked) {}

    record ParkedRow(UUID id, String type, String topic, String key, String reason, int attempts, Instant parkedAt) {}

    record Outcome(long affected) {}

    private final Relay relay;
    private final WatchRelay watch;
    private final JdbcClient jdbc;

    OutboxEndpoint(Relay relay, WatchRelay watch, JdbcClient jdbc) {
        this.relay = relay;
        this.watch = watch;
        this.jdbc = jdbc;
    }

    @ReadOperation
    View view() {
        List<ParkedRow> parked = jdbc.sql("""
                        select id, type, topic, message_key, reason, attempts, parked_at from outbox_parked
                        where discarded_at is null order by position limit ?
                        """)
                .param(SHOWN)
                .query((row, _) -> new ParkedRow(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getTimestamp(7).toInstant()))
                .list();
        return new View(relay.state(), relay.lastError(), relay.published(), watch.look(), parked);
    }

    /** Has all that is parked tried again. */
    @WriteOperation
    Outcome retryParked() {
        return new Outcome(jdbc.sql("update outbox_parked set retry_requested = true where discarded_at is null")
                .update());
    }

    /** Lets a delayed event go now. */
    @WriteOperation
    @Nullable
    Outcome release(@Selector UUID id) {
        return outcome(jdbc.sql("update outbox_delayed set due = clock_timestamp() where id = ?")
                .param(id)
                .update());
    }

    /** Gives a parked row up, for a reason that is kept with it; what is parked behind it goes on. */
    @DeleteOperation
    @Nullable
    Outcome discard(@Selector UUID id, String reason) {
        return outcome(jdbc.sql("""
                        with given_up as (
                            update outbox_parked set discarded_at = now(), discard_reason = ?, retry_requested = true
                            where id = ? and discarded_at is null returning 1)
                        select count(*)::int from given_up
                        """).params(reason, id).query(Integer.class).single());
    }

    private static @Nullable Outcome outcome(int affected) {
        return affected == 0 ? null : new Outcome(affected);
    }
}
