package dev.tideline.events.requests;

import dev.tideline.events.ReplyTopic;
import dev.tideline.events.topics.Topics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which reply topics there are. A message for one that nobody has made would hold up the relay for a while, and with it all others. Kafka is asked
 * when one is named for the first time; while it does not answer, the name is believed.
 */
final class ReplyTopics {

    private static final Logger log = LoggerFactory.getLogger(ReplyTopics.class);

    private final Map<String, Object> kafka;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    ReplyTopics(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    boolean exists(ReplyTopic topic) {
        if (known.contains(topic.name())) {
            return true;
        }
        try (Topics topics = new Topics(kafka)) {
            boolean exists = topics.exists(topic.name());
            if (exists) {
                known.add(topic.name());
            }
            return exists;
        } catch (ExecutionException | KafkaException e) {
            log.warn("Whether there is a topic {} cannot be told: {}", topic.name(), e.getMessage());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking for " + topic.name(), e);
        }
    }
}
