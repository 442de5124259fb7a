package dev.tideline.events.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
        Long until = missing.get(name(row));
        return until != null && System.nanoTime() - until < 0;
    }

    void forget() {
        missing.clear();
    }

    /** Asks Kafka. False if the place is there, or Kafka does not answer. */
    boolean askIfMissing(OutboxRow row) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            int partitions = admin.describeTopics(List.of(row.topic()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            if (row.partition() == null || row.partition() < partitions) {
                return false;
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                return false;
            }
        }
        missing.put(name(row), System.nanoTime() + memory.toNanos());
        return true;
    }

    static String name(OutboxRow row) {
        return row.partition() == null
                ? "Topic " + row.topic()
                : "Partition " + row.partition() + " of topic " + row.topic();
    }
}
