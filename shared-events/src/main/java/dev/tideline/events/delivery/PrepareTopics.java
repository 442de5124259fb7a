package dev.tideline.events.delivery;

import dev.tideline.events.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Creates the topics on which failed events wait and end. */
record PrepareTopics(RetryTopics topics, Map<String, Object> kafka, DeliveryProperties properties) {

    private static final int DEAD_LETTER_PARTITIONS = 1;
    private static final Duration LONGER_THAN_ANY_RETRY = Duration.ofDays(7);

    void run() throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        topics.retries().forEach(name -> wanted.add(topic(name, topics.partitions(), LONGER_THAN_ANY_RETRY)));
        topics.deadLetters()
                .forEach(name -> wanted.add(topic(name, DEAD_LETTER_PARTITIONS, properties.deadLetterRetention())));
        try (Topics kafkaTopics = new Topics(kafka)) {
            kafkaTopics.create(wanted);
            kafkaTopics.grow(topics.retries(), topics.partitions());
        }
    }

    private NewTopic topic(String name, int partitions, Duration retention) {
        Optional<Short> replicas = properties.replicas() < 0 ? Optional.empty() : Optional.of(properties.replicas());
        return new NewTopic(name, Optional.of(partitions), replicas)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
