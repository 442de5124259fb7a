package dev.tideline.events.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.EventEnvelope;
import dev.tideline.events.UnreadableEvent;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record and what was made of it. */
sealed interface Incoming {

    ConsumerRecord<byte[], byte[]> record();

    /** Somebody here handles it. */
    record Wanted(ConsumerRecord<byte[], byte[]> record, EventEnvelope<?> event) implements Incoming {

        UUID identity() {
            return event.metadata().identity();
        }

        String type() {
            return event.metadata().type();
        }
    }

    /** Nobody here handles it. */
    record Passing(ConsumerRecord<byte[], byte[]> record) implements Incoming {}

    /** Nobody can. */
    record Unreadable(ConsumerRecord<byte[], byte[]> record, UnreadableEvent why) implements Incoming {}

    default Lane lane() {
        return Lane.of(record());
    }

    default TopicPartition partition() {
        return new TopicPartition(record().topic(), record().partition());
    }

    default @Nullable Long version() {
        String version = header(record(), "ce_aggregateversion");
        if (version != null && version.matches("\\d{1,18}")) {
            return Long.valueOf(version);
        }
        return this instanceof Wanted wanted ? wanted.event().metadata().aggregateVersion() : null;
    }

    static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
