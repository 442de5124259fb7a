package dev.tideline.events.requests;

import dev.tideline.events.background.Recurring;
import dev.tideline.events.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a reply topic from now on, all of it and in no group, and hands out what somebody here waits for. Makes the topic, which is the
 * service's own.
 */
final class ReadReplies implements Recurring.Work, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration METADATA = Duration.ofSeconds(5);

    private final String topic;
    private final Duration retention;
    private final Map<String, Object> kafka;
    private final Map<String, Object> admin;
    private final JsonMapper json;
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private @Nullable Consumer<byte[], byte[]> open;

    ReadReplies(
            String topic, Duration retention, Map<String, Object> kafka, Map<String, Object> admin, JsonMapper json) {
        this.topic = topic;
        this.retention = retention;
        this.kafka = kafka;
        this.admin = admin;
        this.json = json;
    }

    /** A reply to one message, which somebody waits for until this is closed. */
    final class Awaited implements AutoCloseable {

        private final String message;
        private final CompletableFuture<JsonNode> reply = new CompletableFuture<>();

        private Awaited(String message) {
            this.message = message;
            awaited.put(message, reply);
        }

        Optional<JsonNode> reply(Duration patience) {
            try {
                return Optional.of(reply.get(patience.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            awaited.remove(message);
        }
    }

    Awaited await(String message) {
        return new Awaited(message);
    }

    /** Whether it reads yet. What is answered before that is missed. */
    boolean listenWithin(Duration patience) {
        try {
            return listening.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration run() throws InterruptedException, ExecutionException {
        try {
            if (open == null) {
                open = open();
                listening.countDown();
            }
            open.poll(POLL).forEach(this::take);
            return Duration.ZERO;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Also what is no reply may be on the topic. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode reply = json.readTree(record.value());
            CompletableFuture<JsonNode> waiting =
                    awaited.get(reply.path("causationid").asString(""));
            if (waiting != null) {
                waiting.complete(reply);
            }
        } catch (JacksonException | IllegalArgumentException noReply) {
            // nobody waits for that
        }
    }

    private Consumer<byte[], byte[]> open() throws InterruptedException, ExecutionException {
        try (Topics topics = new Topics(admin)) {
            topics.create(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())))));
        }
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, METADATA).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("There is no topic " + topic + " yet");
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(
                    each -> consumer.position(each, METADATA)); // the end is where it is now, not at the first poll
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
