package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import dev.tideline.events.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics on which failed events wait and end, and looks now and then whether they are still there. Whoever subscribes notices
 * later.
 */
record PrepareTopics(RetryTopics topics, Map<String, Object> kafka, DeliveryProperties properties)
        implements Recurring.Work {

    static final Duration REST = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(PrepareTopics.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final int DEAD_LETTER_PARTITIONS = 1;
    private static final Duration LONGER_THAN_ANY_RETRY = Duration.ofDays(7);

    @Override
    public Duration run() throws InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        topics.retries().forEach(name -> wanted.add(topic(name, topics.partitions(), LONGER_THAN_ANY_RETRY)));
        topics.deadLetters()
                .forEach(name -> wanted.add(topic(name, DEAD_LETTER_PARTITIONS, properties.deadLetterRetention())));
        try (Topics kafkaTopics = new Topics(kafka)) {
            if (!kafkaTopics.create(wanted)) {
                return REFUSED;
            }
            kafkaTopics.grow(topics.retries(), topics.partitions());
            return REST;
        } catch (ExecutionException | KafkaException e) {
            log.warn("The retry topics {} cannot be made yet: {}", topics.retries(), e.getMessage());
            return AGAIN;
        }
    }

    private NewTopic topic(String name, int partitions, Duration retention) {
        Optional<Short> replicas = properties.replicas() < 0 ? Optional.empty() : Optional.of(properties.replicas());
        return new NewTopic(name, Optional.of(partitions), replicas)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
