package dev.tideline.proving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the ledger's topic what the ledger never would. What it sends arrives in the end, once, however long Kafka is away. */
final class Meddler implements AutoCloseable {

    static final String TOPIC = "ledger.account.v1";

    private static final int AGAIN = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Future<RecordMetadata>> poison = new ConcurrentHashMap<>();

    Meddler(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE.toMillis(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The newest events of one partition, as they are. Nothing where Kafka does not answer in time. */
    String sendAgain(int lot) {
        List<Future<RecordMetadata>> sent = newest(lot).stream()
                .map(each -> producer.send(
                        new ProducerRecord<>(each.topic(), each.partition(), each.key(), each.value(), each.headers())))
                .toList();
        return sent.size() + " events";
    }

    /** On a key that may be an account's, or none. */
    String sendPoison(int lot) {
        byte[] bytes = new byte[48];
        new Random().nextBytes(bytes);
        byte[] key = lot % 2 == 0 ? null : new byte[] {0, (byte) lot};
        String hex = HexFormat.of().formatHex(bytes);
        poison.put(hex, producer.send(new ProducerRecord<>(TOPIC, key, bytes)));
        return hex.substring(0, 16) + "…";
    }

    /** All that was sent as poison, after it has arrived. */
    Set<String> poison() throws InterruptedException {
        producer.flush();
        Set<String> arrived = new HashSet<>();
        for (Map.Entry<String, Future<RecordMetadata>> each : poison.entrySet()) {
            try {
                each.getValue().get();
                arrived.add(each.getKey());
            } catch (ExecutionException neverLeft) {
                // the topic was not known when it was to be sent
            }
        }
        return arrived;
    }

    // What is no event has no identity either: sent again, it would be a second one.
    private List<ConsumerRecord<byte[], byte[]>> newest(int lot) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(TOPIC).size();
            TopicPartition partition = new TopicPartition(TOPIC, lot % partitions);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(0, end - AGAIN));
            List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    if (each.headers().lastHeader("ce_id") != null) {
                        events.add(each);
                    }
                });
            }
            return events;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
