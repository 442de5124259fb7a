package dev.tideline.proving;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    private static final String DEAD = "_dlq.ledger.account.v1.reader";

    private static final int AGAIN = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String bootstrapServers;
    private final String run;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Future<RecordMetadata>> poison = new ConcurrentHashMap<>();

    Meddler(String bootstrapServers, String run) {
        this.run = run;
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

    /** Under no key, one that is no text, or an account's. */
    String sendPoison(int lot) {
        byte[] bytes = new byte[48];
        new Random().nextBytes(bytes);
        byte[] key = switch (lot % 3) {
            case 0 -> null;
            case 1 -> new byte[] {0, (byte) lot};
            default -> ("account:" + run + "-" + lot % 100).getBytes(UTF_8);
        };
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

    /** The bytes of every record on the readers' dead-letter topic. */
    List<byte[]> deadLetters() {
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(DEAD).stream()
                    .map(each -> new TopicPartition(DEAD, each.partition()))
                    .toList();
            return read(consumer, partitions, 0).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }

    // What is no event has no identity either: sent again, it would be a second one.
    private List<ConsumerRecord<byte[], byte[]>> newest(int lot) {
        try (var consumer = consumer()) {
            int partitions = consumer.partitionsFor(TOPIC).size();
            TopicPartition partition = new TopicPartition(TOPIC, lot % partitions);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            return read(consumer, List.of(partition), Math.max(0, end - AGAIN)).stream()
                    .filter(each -> each.headers().lastHeader("ce_id") != null)
                    .toList();
        }
    }

    /** From the offset to what is the end now; less where Kafka does not answer in time. */
    private static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long from) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        partitions.forEach(each -> consumer.seek(each, from));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())
                && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
