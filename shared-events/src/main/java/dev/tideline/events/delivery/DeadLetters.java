package dev.tideline.events.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.delivery.Fences.Attempted;
import dev.tideline.events.delivery.Incoming.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what cannot be handled, as it came, in the transaction that gives it up; and on the dead-letter topic. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final String BURIED =
            "id, state, replays, event_id, first_failed_at, topic, partition_id, offset_id, message_key, headers, "
                    + "coalesce(edited_payload, payload) as payload";

    private final String consumer;
    private final JdbcClient jdbc;
    private final ReadRecord read;
    private final RetryTopics topics;
    private final Clock clock;

    DeadLetters(String consumer, JdbcClient jdbc, ReadRecord read, RetryTopics topics, Clock clock) {
        this.consumer = consumer;
        this.jdbc = jdbc;
        this.read = read;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Gives up an event that has just come.
     *
     * @return whether it is new; one that cannot be read has no claim in the inbox, and may come twice
     */
    boolean bury(Incoming incoming, Attempted event, boolean holds, Failure why) {
        return bury(event, incoming instanceof Wanted wanted ? wanted.identity() : null, holds, why);
    }

    /**
     * Gives up an event that was tried again. One that came back from the dead dies again as the same dead letter.
     *
     * @return whether it is one now; a record that came a second time may have been decided upon
     */
    boolean buryAgain(Attempted event, boolean holds, Failure why) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        boolean again = jdbc.sql("""
                        with died as (
                            update dead_letter set state = 'dead', attempts = attempts + ?, failed_at = ?,
                                exception = ?, message = ?, stack = ?
                            where consumer = ? and topic = ? and partition_id = ? and offset_id = ? and state = 'replaying'
                              and md5(coalesce(edited_payload, payload, ''))::uuid = ?
                            returning id
                        )
                        insert into dead_letter_act (dead_letter, act, actor, reason) select id, 'died', ?, ? from died
                        """)
                        .params(
                                event.attempts(),
                                clock.instant().atOffset(ZoneOffset.UTC),
                                why.exception(),
                                why.message(),
                                why.stack(),
                                consumer,
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                KeptRecord.content(record),
                                consumer,
                                why.exception() + ": " + why.message())
                        .update()
                > 0;
        if (again) {
            tell(event, why);
            return true;
        }
        return bury(
                event,
                read.metadata(event.record()).map(EventMetadata::identity).orElse(null),
                holds,
                why);
    }

    private boolean bury(Attempted event, @Nullable UUID claimed, boolean holds, Failure why) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        boolean died = jdbc.sql("""
                        with died as (
                            insert into dead_letter (id, consumer, topic, partition_id, offset_id, content, lane, state, holds, event_id,
                                type, message_key, headers, payload, attempts, first_failed_at, failed_at, exception, message, stack)
                            values (?, ?, ?, ?, ?, ?, ?, 'dead', ?, nullif(?, '')::uuid, nullif(?, ''), ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (consumer, topic, partition_id, offset_id, content) do nothing
                            returning id
                        )
                        insert into dead_letter_act (dead_letter, act, actor, reason) select id, 'died', ?, ? from died
                        """)
                        .params(
                                UuidCreator.getTimeOrderedEpoch(),
                                consumer,
                                record.topic(),
                                record.partition(),
                                record.offset(),
                                KeptRecord.content(record),
                                Lane.of(record).name(),
                                holds,
                                claimed == null ? "" : claimed.toString(),
                                KeptRecord.storable(read.type(record).orElse("")),
                                record.key(),
                                KeptRecord.headersJson(record),
                                record.value(),
                                event.attempts(),
                                event.firstFailedAt().atOffset(ZoneOffset.UTC),
                                clock.instant().atOffset(ZoneOffset.UTC),
                                why.exception(),
                                why.message(),
                                why.stack(),
                                consumer,
                                why.exception() + ": " + why.message())
                        .update()
                == 1;
        if (died) {
            tell(event, why);
        }
        return died;
    }

    private void tell(Attempted event, Failure why) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        log.error(
                "Dead letter {}-{}@{} after {} attempts: {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                event.attempts(),
                why.exception(),
                why.message());
        topics.bury(record, event.attempts(), event.firstFailedAt(), clock.instant(), why);
    }

    /** These have been handled; those of them that were dead letters no longer are. */
    void handled(List<ConsumerRecord<byte[], byte[]>> records) {
        jdbc.sql("""
                        with replayed as (
                            update dead_letter d set state = 'replayed'
                            from unnest(:topics, :partitions, :offsets, :contents) as r (topic, partition_id, offset_id, content)
                            where d.consumer = :consumer and d.state = 'replaying'
                              and d.topic = r.topic and d.partition_id = r.partition_id and d.offset_id = r.offset_id
                              and md5(coalesce(d.edited_payload, d.payload, ''))::uuid = r.content
                            returning d.id
                        )
                        insert into dead_letter_act (dead_letter, act, actor) select id, 'replayed', :consumer from replayed
                        """)
                .param("consumer", consumer)
                .param("topics", records.stream().map(ConsumerRecord::topic).toArray(String[]::new))
                .param(
                        "partitions",
                        records.stream().map(ConsumerRecord::partition).toArray(Integer[]::new))
                .param("offsets", records.stream().map(ConsumerRecord::offset).toArray(Long[]::new))
                .param("contents", records.stream().map(KeptRecord::content).toArray(UUID[]::new))
                .update();
    }

    Optional<Buried> lock(UUID letter) {
        return jdbc.sql("select " + BURIED + " from dead_letter where id = ? and consumer = ? for update")
                .params(letter, consumer)
                .query((row, _) -> buried(row))
                .optional();
    }

    /** It is to be handled again, as this event, after a while. */
    void awaken(UUID letter, Wanted as, Duration wait) {
        jdbc.sql("""
                        update dead_letter set state = 'replaying', replays = replays + 1, event_id = ?, type = ?,
                            replay_at = now() + ? * interval '1 ms'
                        where id = ?
                        """)
                .params(as.identity(), KeptRecord.storable(as.type()), wait.toMillis(), letter)
                .update();
    }

    void discard(UUID letter) {
        jdbc.sql("update dead_letter set state = 'discarded' where id = ?")
                .param(letter)
                .update();
    }

    /** Those whose turn has come to be handled again, first come first. */
    List<UUID> due(int limit) {
        return jdbc.sql("""
                        select id from dead_letter where consumer = ? and replay_at <= now() order by replay_at, first_failed_at, id limit ?
                        """)
                .params(consumer, limit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Locks one whose turn has come, unless somebody else has it, or an earlier one of its lane still has to go. */
    Optional<Buried> lockDue(UUID letter) {
        return jdbc.sql("select " + BURIED + """
                         from dead_letter letter where id = ? and replay_at <= now() and not exists (
                            select from dead_letter earlier
                            where earlier.consumer = letter.consumer and earlier.topic = letter.topic and earlier.lane = letter.lane
                              and earlier.replay_at <= now()
                              and (earlier.replay_at, earlier.first_failed_at, earlier.id)
                                < (letter.replay_at, letter.first_failed_at, letter.id))
                        for update skip locked
                        """)
                .param(letter)
                .query((row, _) -> buried(row))
                .optional();
    }

    /** It is on its lane now, and needs no more turn. */
    void onItsWay(UUID letter) {
        jdbc.sql("update dead_letter set replay_at = null where id = ?")
                .param(letter)
                .update();
    }

    private static Buried buried(ResultSet row) throws SQLException {
        return new Buried(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getInt("replays"),
                row.getObject("event_id") != null,
                row.getObject("first_failed_at", OffsetDateTime.class).toInstant(),
                KeptRecord.of(row));
    }

    /**
     * A dead letter.
     *
     * @param claimed whether its event is in the inbox
     * @param record as an operator has edited it, or else as it came
     */
    record Buried(
            UUID id,
            String state,
            int replays,
            boolean claimed,
            Instant firstFailedAt,
            ConsumerRecord<byte[], byte[]> record) {

        boolean isDead() {
            return state.equals("dead");
        }
    }
}
