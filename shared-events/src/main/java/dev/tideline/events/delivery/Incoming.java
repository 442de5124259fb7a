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

    int LONGEST_NUMBER = 18;

    ConsumerRecord<byte[], byte[]> record();

    Lane lane();

    /** Somebody here handles it. */
    record Wanted(ConsumerRecord<byte[], byte[]> record, Lane lane, EventEnvelope<?> event, UUID identity)
            implements Incoming {

        Wanted(ConsumerRecord<byte[], byte[]> record, EventEnvelope<?> event) {
            this(record, Lane.of(record), event, event.metadata().identity());
        }

        String type() {
            return event.metadata().type();
        }
    }

    /** Nobody here handles it. */
    record Passing(ConsumerRecord<byte[], byte[]> record, Lane lane) implements Incoming {

        Passing(ConsumerRecord<byte[], byte[]> record) {
            this(record, Lane.of(record));
        }
    }

    /** Nobody can. */
    record Unreadable(ConsumerRecord<byte[], byte[]> record, Lane lane, UnreadableEvent why) implements Incoming {

        Unreadable(ConsumerRecord<byte[], byte[]> record, UnreadableEvent why) {
            this(record, Lane.of(record), why);
        }
    }

    default TopicPartition partition() {
        return new TopicPartition(record().topic(), record().partition());
    }

    /** What a {@link Receiver} gets is no part of an aggregate's history. */
    default @Nullable Long version() {
        if (this instanceof Wanted wanted && wanted.event().payload() instanceof AsItCame) {
            return null;
        }
        String version = header(record(), "ce_aggregateversion");
        if (version != null && isNumber(version)) {
            return Long.valueOf(version);
        }
        return this instanceof Wanted wanted ? wanted.event().metadata().aggregateVersion() : null;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
