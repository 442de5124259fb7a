package dev.tideline.events.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.outbox.RawMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is of no use later, straight to Kafka: it arrives within seconds, or is lost, and nobody waits to hear which. */
final class SendNow implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendNow.class);
    private static final int TOPIC_KNOWN_MS = 2_000;
    private static final int REQUEST_MS = 5_000;
    private static final int DELIVERED_MS = 10_000;

    private final Map<String, Object> kafka;
    private @Nullable Producer<byte[], byte[]> open;

    SendNow(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** Opened when it is needed: many a service asks and answers nothing. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (open == null) {
            open = open();
        }
        return open;
    }

    private Producer<byte[], byte[]> open() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "1");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TOPIC_KNOWN_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERED_MS);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(RawMessage message) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(message.topic(), message.key().getBytes(UTF_8), message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        var _ = producer().send(record, (_, failure) -> {
            if (failure != null) {
                log.warn("A message for {} is lost: {}", message.topic(), failure.toString());
            }
        });
    }

    /** What is on its way has a moment. */
    @Override
    public synchronized void close() {
        if (open != null) {
            open.close(Duration.ofMillis(REQUEST_MS));
        }
    }
}
