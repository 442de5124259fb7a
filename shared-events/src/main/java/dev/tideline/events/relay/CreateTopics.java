package dev.tideline.events.relay;

import dev.tideline.events.EventCatalogue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the domains that the service owns. A topic that exists is left as it is. */
final class CreateTopics {

    private static final Logger log = LoggerFactory.getLogger(CreateTopics.class);

    private final Map<String, Object> kafka;
    private final List<NewTopic> topics;

    CreateTopics(Map<String, Object> kafka, EventCatalogue catalogue, RelayProperties properties) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
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

    void run() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Collection<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            for (var created : admin.createTopics(missing).values().entrySet()) {
                try {
                    created.getValue().get();
                    log.info("Created topic {}", created.getKey());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
