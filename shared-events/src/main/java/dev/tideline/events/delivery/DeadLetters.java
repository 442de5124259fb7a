package dev.tideline.events.delivery;

import static java.util.Objects.requireNonNullElse;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.delivery.Fences.Attempted;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what cannot be handled, as it came, in the transaction that gives it up; and on the dead-letter topic. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final String consumer;
    private final JdbcClient jdbc;
    private final RetryTopics topics;
    private final Clock clock;

    DeadLetters(String consumer, JdbcClient jdbc, RetryTopics topics, Clock clock) {
        this.consumer = consumer;
        this.jdbc = jdbc;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Gives an event up. One that came back from the dead dies again as the same dead letter.
     *
     * @return whether it is new, or newly dead
     */
    boolean bury(Attempted event, boolean holds, Failure why) {
        ConsumerRecord<byte[], byte[]> record = event.record();
        Instant now = clock.instant();
        boolean died = jdbc.sql("""
                        with died as (
                            insert into dead_letter as dead (id, consumer, topic, partition_id, offset_id, lane, state, holds, type,
                                message_key, headers, payload, attempts, first_failed_at, failed_at, exception, message, stack)
                            values (?, ?, ?, ?, ?, ?, 'dead', ?, nullif(?, ''), ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (consumer, topic, partition_id, offset_id) do update set state = 'dead',
                                attempts = dead.attempts + excluded.attempts, failed_at = excluded.failed_at,
                                exception = excluded.exception, message = excluded.message, stack = excluded.stack
                            where dead.state = 'replaying'
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
                                Lane.of(record).name(),
                                holds,
                                KeptRecord.storable(requireNonNullElse(Incoming.header(record, "ce_type"), "")),
                                record.key(),
                                KeptRecord.headersJson(record),
                                record.value(),
                                event.attempts(),
                                event.firstFailedAt().atOffset(ZoneOffset.UTC),
                                now.atOffset(ZoneOffset.UTC),
                                why.exception(),
                                why.message(),
                                why.stack(),
                                consumer,
                                why.exception() + ": " + why.message())
                        .update()
                == 1;
        if (died) {
            log.error(
                    "Dead letter {}-{}@{} after {} attempts: {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    event.attempts(),
                    why.exception(),
                    why.message());
            topics.bury(record, event.attempts(), event.firstFailedAt(), now, why);
        }
        return died;
    }

    /** These have been handled; those of them that were dead letters no longer are. */
    void handled(List<ConsumerRecord<byte[], byte[]>> records) {
        jdbc.sql("""
                        with replayed as (
                            update dead_letter d set state = 'replayed'
                            from unnest(:topics, :partitions, :offsets) as r (topic, partition_id, offset_id)
                            where d.consumer = :consumer and d.state = 'replaying'
                              and d.topic = r.topic and d.partition_id = r.partition_id and d.offset_id = r.offset_id
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
                .update();
    }

    /** How many wait for an operator. */
    long count() {
        return jdbc.sql("select count(*) from dead_letter where consumer = ? and state = 'dead'")
                .param(consumer)
                .query(Long.class)
                .single();
    }
}
