package dev.tideline.events.delivery;

import dev.tideline.events.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what cannot be handled, as it came, in the transaction of the batch. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final JdbcClient jdbc;

    DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The message quotes what it could not read, and Postgres keeps no NUL in a text. */
    private static String printable(String message) {
        String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), 2_000));
    }

    void add(String consumer, ConsumerRecord<byte[], byte[]> dead, UnreadableEvent why) {
        String reason = printable(String.valueOf(why.getMessage()));
        log.error("Dead letter {}-{}@{}: {}", dead.topic(), dead.partition(), dead.offset(), reason);
        jdbc.sql("""
                        insert into dead_letter (consumer, topic, partition_id, offset_id, message_key, payload, reason)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(consumer, dead.topic(), dead.partition(), dead.offset(), dead.key(), dead.value(), reason)
                .update();
    }
}
