package dev.tideline.events.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether a topic is missing, or only Kafka: a producer says the same of both. What was found missing is taken for missing for a while,
 * so that the many rows that may want to go there do not wait one by one.
 */
final class Places {

    private final Map<String, Object> kafka;
    private final Duration memory;
    private final Map<String, Long> missing = new HashMap<>();

    Places(Map<String, Object> kafka, Duration memory) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        this.memory = memory;
    }

    /** From what was found lately. */
    boolean knownMissing(OutboxRow row) {
        if (missing.isEmpty()) {
            return false;
        }
        Long until = missing.get(name(row));
        return until != null && System.nanoTime() - until < 0;
    }

    void forget() {
        missing.clear();
    }

    /** Asks Kafka. False if the places are all there, or Kafka does not answer. */
    boolean askIfMissing(Collection<OutboxRow> rows) throws InterruptedException {
        boolean found = false;
        try (Admin admin = Admin.create(kafka)) {
            Map<String, KafkaFuture<TopicDescription>> topics = admin.describeTopics(
                            rows.stream().map(OutboxRow::topic).collect(Collectors.toSet()))
                    .topicNameValues();
            for (OutboxRow row : rows) {
                if (isMissing(row, Objects.requireNonNull(topics.get(row.topic())))) {
                    missing.put(name(row), System.nanoTime() + memory.toNanos());
                    found = true;
                }
            }
        }
        return found;
    }

    private static boolean isMissing(OutboxRow row, KafkaFuture<TopicDescription> topic) throws InterruptedException {
        try {
            int partitions = topic.get().partitions().size();
            return row.partition() != null && row.partition() >= partitions;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }

    static String name(OutboxRow row) {
        return row.partition() == null
                ? "Topic " + row.topic()
                : "Partition " + row.partition() + " of topic " + row.topic();
    }
}
