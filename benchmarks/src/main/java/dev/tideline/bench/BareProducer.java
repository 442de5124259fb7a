package dev.tideline.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka takes from one producer that has nothing else to do. */
final class BareProducer {

    static final String TITLE = "bare producer";

    private BareProducer() {}

    /** Events a second. */
    static double run(String bootstrapServers, int events, int bytes) {
        byte[] value = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        try (var producer = new KafkaProducer<byte[], byte[]>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(producer, events / 10, value);
            long start = System.nanoTime();
            send(producer, events, value);
            return events * 1e9 / (System.nanoTime() - start);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int events, byte[] value) {
        for (int i = 0; i < events; i++) {
            byte[] key = ("k" + i % Plan.SEEDS).getBytes(StandardCharsets.UTF_8);
            var _ = producer.send(new ProducerRecord<>(Topics.NAME, key, value));
        }
        producer.flush();
    }
}
