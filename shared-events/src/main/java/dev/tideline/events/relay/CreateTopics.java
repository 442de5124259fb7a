package dev.tideline.events.relay;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the domains that the service owns. */
final class CreateTopics {

    private static final Logger log = LoggerFactory.getLogger(CreateTopics.class);

    private final Map<String, Object> kafka;
    private final List<NewTopic> topics;
    private boolean complete;

    CreateTopics(Map<String, Object> kafka, EventCatalogue catalogue, RelayProperties properties) {
        this.kafka = kafka;
        this.topics = catalogue.entries().stream()
                .filter(entry -> properties.owns().contains(entry.name().domain()))
                .map(EventCatalogue.Entry::topic)
                .distinct()
                .map(name -> newTopic(name, properties))
                .toList();
    }

    private static NewTopic newTopic(String name, RelayProperties properties) {
        Optional<Short> replicas = properties.replicas() < 0 ? Optional.empty() : Optional.of(properties.replicas());
        return new NewTopic(name, Optional.of(properties.partitions()), replicas)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(properties.retention().toMillis())));
    }

    /** What Kafka refuses to make is said in the log and stands in the way of nothing but its own events. */
    void run() throws ExecutionException, InterruptedException {
        try (Topics kafkaTopics = new Topics(kafka)) {
            complete = kafkaTopics.create(topics);
        }
    }

    /** Tries again, if there was any that could not be made. */
    void missing() throws InterruptedException {
        if (complete) {
            return;
        }
        try {
            run();
        } catch (ExecutionException e) {
            log.debug("Kafka does not answer", e);
        }
    }
}
