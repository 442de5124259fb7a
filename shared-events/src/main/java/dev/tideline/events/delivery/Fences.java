package dev.tideline.events.delivery;

import static java.util.Locale.ROOT;

import dev.tideline.events.delivery.Fence.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lanes that a failed event closes, and what waits on them. Whoever delivers live holds a key-share lock on the fences it meets, which
 * only the taking away of a fence waits for; so nothing is parked behind a fence that is gone, and nothing overtakes what is parked.
 */
final class Fences {

    private static final String FENCE =
            "state, ticket, extract(epoch from due_at - now()) * 1000 as due_in, attempts, first_failed_at, lane, "
                    + KeptRecord.COLUMNS;

    private static final int PAGE_BYTES = 16 << 20;

    private final String consumer;
    private final JdbcClient jdbc;
    private final Duration longestSilence;

    Fences(String consumer, JdbcClient jdbc, Duration longestSilence) {
        this.consumer = consumer;
        this.jdbc = jdbc;
        this.longestSilence = longestSilence;
    }

    /** Those of the lanes that are closed, and stay so until the transaction ends. */
    Set<Lane> closed(Collection<Lane> lanes) {
        Set<Lane> distinct = new HashSet<>(lanes);
        if (distinct.isEmpty()) {
            return new HashSet<>();
        }
        Set<Lane> closed = new HashSet<>(jdbc.sql("""
                        select topic, lane from fence
                        where consumer = :consumer and topic = any (:topics) and lane = any (:lanes) for key share
                        """)
                .param("consumer", consumer)
                .param("topics", distinct.stream().map(Lane::topic).distinct().toArray(String[]::new))
                .param("lanes", distinct.stream().map(Lane::name).toArray(String[]::new))
                .query((row, _) -> new Lane(row.getString(1), row.getString(2)))
                .list());
        closed.retainAll(distinct);
        return closed;
    }

    /** Closes the lane; not if it is closed already. */
    boolean close(Lane lane, State state, UUID ticket, Duration dueIn, Attempted event) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        return jdbc.sql("""
                        insert into fence (consumer, lane, state, ticket, due_at, attempts, first_failed_at,
                                           topic, partition_id, offset_id, message_key, headers, payload)
                        values (?, ?, ?, ?, now() + ? * interval '1 ms', ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                        on conflict (consumer, topic, lane) do nothing
                        """)
                        .params(
                                consumer,
                                lane.name(),
                                name(state),
                                ticket,
                                dueIn.toMillis(),
                                event.attempts(),
                                event.firstFailedAt().atOffset(ZoneOffset.UTC),
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                record.key(),
                                KeptRecord.headersJson(record),
                                record.value())
                        .update()
                == 1;
    }

    /** Lets another event stand for the lane, or the same one after another attempt. */
    void change(Fence fence, State state, UUID ticket, Duration dueIn, Attempted event) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        jdbc.sql("""
                        update fence set state = ?, ticket = ?, due_at = now() + ? * interval '1 ms', attempts = ?, first_failed_at = ?,
                            partition_id = ?, offset_id = ?, message_key = ?, headers = ?::jsonb, payload = ?
                        where ticket = ?
                        """)
                .params(
                        name(state),
                        ticket,
                        dueIn.toMillis(),
                        event.attempts(),
                        event.firstFailedAt().atOffset(ZoneOffset.UTC),
                        record.partition(),
                        record.offset(),
                        record.key(),
                        KeptRecord.headersJson(record),
                        record.value(),
                        fence.ticket())
                .update();
    }

    void change(Fence fence, State state) {
        jdbc.sql("update fence set state = ?, due_at = now() where ticket = ?")
                .params(name(state), fence.ticket())
                .update();
    }

    Optional<Fence> find(UUID ticket) {
        return jdbc.sql("select " + FENCE + " from fence where ticket = ?")
                .param(ticket)
                .query((row, _) -> fence(row))
                .optional();
    }

    /** Locks it against other attempts, unless one is under way; deliveries that meet it do not wait. */
    Optional<Fence> lockIfFree(UUID ticket) {
        return locked(ticket, "for no key update skip locked");
    }

    /** Locks it against other attempts; deliveries that meet it do not wait. */
    Optional<Fence> lock(UUID ticket) {
        return locked(ticket, "for no key update");
    }

    private Optional<Fence> locked(UUID ticket, String how) {
        return jdbc.sql("select " + FENCE
                        + ", set_config('idle_in_transaction_session_timeout', ?, true) from fence where ticket = ? "
                        + how)
                .params(Long.toString(longestSilence.toMillis()), ticket)
                .query((row, _) -> fence(row))
                .optional();
    }

    /** Locks the fence of a lane that waits for what becomes of this very record. */
    Optional<Fence> lockHeldBy(ConsumerRecord<byte[], byte[]> record) {
        Lane lane = Lane.of(record);
        return jdbc.sql("select " + FENCE + """
                         from fence where consumer = ? and topic = ? and lane = ?
                            and state = 'held' and partition_id = ? and offset_id = ? for no key update
                        """)
                .params(consumer, lane.topic(), lane.name(), record.partition(), record.offset())
                .query((row, _) -> fence(row))
                .optional();
    }

    /**
     * Opens the lane if nothing waits on it any more. To be called in a transaction of its own, as it waits for deliveries under way.
     *
     * @return whether there is no more to do: it is open, or closed for another reason
     */
    boolean open(UUID ticket) {
        Optional<Fence> fence = locked(ticket, "for update");
        if (fence.isEmpty() || fence.get().state() != State.DRAINING) {
            return true; // it is another's by now
        }
        return parked(fence.get().lane(), 1).isEmpty()
                && jdbc.sql("delete from fence where ticket = ?").param(ticket).update() == 1;
    }

    /** Tickets that are long due: their announcement was lost, or is stuck on its way. */
    List<UUID> overdue(Duration by) {
        return jdbc.sql("""
                        select ticket from fence where consumer = ? and state <> 'held' and due_at < now() - ? * interval '1 ms'
                        order by due_at limit 500
                        """)
                .params(consumer, by.toMillis())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Takes away a fence that this transaction has made. */
    void takeBack(UUID ticket) {
        jdbc.sql("delete from fence where ticket = ?").param(ticket).update();
    }

    void putOff(UUID ticket, Duration by) {
        jdbc.sql("update fence set due_at = now() + ? * interval '1 ms' where ticket = ?")
                .params(by.toMillis(), ticket)
                .update();
    }

    void park(List<? extends Incoming> records) {
        for (Incoming each : records) {
            ConsumerRecord<byte[], byte[]> record = each.record();
            jdbc.sql("""
                            insert into parked (consumer, lane, topic, partition_id, offset_id, content, message_key, headers, payload)
                            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                            """)
                    .params(
                            consumer,
                            each.lane().name(),
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            KeptRecord.content(record),
                            record.key(),
                            KeptRecord.headersJson(record),
                            record.value())
                    .update();
        }
    }

    /** What waits on a lane, first come first, as much as fits into memory well. */
    List<ConsumerRecord<byte[], byte[]>> parked(Lane lane, int limit) {
        return jdbc.sql("""
                        select %s from (
                            select *, sum(coalesce(octet_length(payload), 0)) over (
                                order by partition_id, offset_id rows between unbounded preceding and 1 preceding) as bytes_before
                            from (
                                select * from parked where consumer = ? and topic = ? and lane = ?
                                order by partition_id, offset_id limit ?) page) sized
                        where bytes_before is null or bytes_before < ?
                        order by partition_id, offset_id
                        """.formatted(KeptRecord.COLUMNS))
                .params(consumer, lane.topic(), lane.name(), limit, PAGE_BYTES)
                .query((row, _) -> KeptRecord.of(row))
                .list();
    }

    /** Returns whether it was waiting. */
    boolean unpark(ConsumerRecord<byte[], byte[]> record) {
        Lane lane = Lane.of(record);
        return jdbc.sql("""
                        delete from parked where consumer = ? and topic = ? and lane = ? and partition_id = ? and offset_id = ?
                            and content = ?
                        """)
                        .params(
                                consumer,
                                lane.topic(),
                                lane.name(),
                                record.partition(),
                                record.offset(),
                                KeptRecord.content(record))
                        .update()
                == 1;
    }

    private static Fence fence(ResultSet row) throws SQLException {
        return new Fence(
                new Lane(row.getString("topic"), row.getString("lane")),
                State.valueOf(row.getString("state").toUpperCase(ROOT)),
                row.getObject("ticket", UUID.class),
                Duration.ofMillis((long) Math.ceil(row.getDouble("due_in"))),
                row.getInt("attempts"),
                row.getObject("first_failed_at", OffsetDateTime.class).toInstant(),
                KeptRecord.of(row));
    }

    private static String name(State state) {
        return state.name().toLowerCase(ROOT);
    }

    /** An event with its failures so far. */
    record Attempted(ConsumerRecord<byte[], byte[]> record, int attempts, Instant firstFailedAt) {}
}
