package dev.tideline.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends in batches, with the settings of the library's own relay. */
final class Batches implements AutoCloseable {

    private static final byte[] CLOUD_EVENT = "application/cloudevents+json".getBytes(UTF_8);

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Batches(Surroundings surroundings) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        surroundings.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(String topic, String key, String id, String type, byte @Nullable [] payload) {
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, key.getBytes(UTF_8), payload);
        event.headers()
                .add("content-type", CLOUD_EVENT)
                .add("ce_id", id.getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8));
        send(event);
    }

    void send(ProducerRecord<byte[], byte[]> event) {
        sent.add(producer.send(event));
    }

    int size() {
        return sent.size();
    }

    /** Returns when Kafka has acknowledged all that was sent. */
    void acknowledged() {
        producer.flush();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused an event", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        sent.clear();
    }

    static byte @Nullable [] bytes(@Nullable Object payload) {
        if (payload instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return (byte[]) payload;
    }

    @Override
    public void close() {
        producer.close();
    }
}
