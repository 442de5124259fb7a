package dev.tideline.events.relay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a topic is missing, or only Kafka: a producer says the same of both. What was found missing is taken for missing for a while,
 * so that the many rows that may want to go there do not wait one by one.
 */
final class Places {

    private final Map<String, Object> kafka;
    private final Duration memory;
    private final Map<Place, Long> missing = new HashMap<>();

    /** A partition, or where none is asked for the topic. */
    private record Place(String topic, @Nullable Integer partition) {}

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
        return isKnown(new Place(row.topic(), row.partition())) || isKnown(new Place(row.topic(), null));
    }

    private boolean isKnown(Place place) {
        Long until = missing.get(place);
        return until != null && System.nanoTime() - until < 0;
    }

    /** Asks once for all that was missing and all these topics, so that nobody waits for each that still is. */
    void lookAgain(Set<String> topics) throws InterruptedException {
        Set<Place> places = new HashSet<>(missing.keySet());
        topics.forEach(topic -> places.add(new Place(topic, null)));
        missing.clear();
        ask(places);
    }

    /** Asks Kafka. False if the places are all there, or Kafka does not answer. */
    boolean askIfMissing(Collection<OutboxRow> rows) throws InterruptedException {
        return ask(rows.stream()
                .map(row -> new Place(row.topic(), row.partition()))
                .collect(Collectors.toSet()));
    }

    private boolean ask(Set<Place> places) throws InterruptedException {
        if (places.isEmpty()) {
            return false;
        }
        boolean found = false;
        try (Admin admin = Admin.create(kafka)) {
            Map<String, KafkaFuture<TopicDescription>> topics = admin.describeTopics(
                            places.stream().map(Place::topic).collect(Collectors.toSet()))
                    .topicNameValues();
            for (Place place : places) {
                if (isMissing(place, Objects.requireNonNull(topics.get(place.topic())))) {
                    missing.put(place, System.nanoTime() + memory.toNanos());
                    found = true;
                }
            }
        }
        return found;
    }

    private static boolean isMissing(Place place, KafkaFuture<TopicDescription> topic) throws InterruptedException {
        try {
            int partitions = topic.get().partitions().size();
            return place.partition() != null && place.partition() >= partitions;
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
