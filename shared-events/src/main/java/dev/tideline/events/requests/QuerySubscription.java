package dev.tideline.events.requests;

import dev.tideline.events.polling.GroupMember;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The application's group on the topics of the queries that it answers; nothing at all where it answers none. */
final class QuerySubscription implements SmartLifecycle {

    private final String group;
    private final Set<String> topics;
    private final ServeQueries serve;
    private final Map<String, Object> kafka;
    private final RequestsProperties properties;
    private @Nullable GroupMember member;

    QuerySubscription(
            String group,
            Set<String> topics,
            ServeQueries serve,
            Map<String, Object> kafka,
            RequestsProperties properties) {
        this.group = group;
        this.topics = topics;
        this.serve = serve;
        this.kafka = kafka;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (member == null && !topics.isEmpty()) {
            member = new GroupMember(group, topics, serve, properties.longestWork(), this::consumer);
            member.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (member != null) {
            member.stop();
            member = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return member != null;
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // what nobody waits for any more has expired
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.atOnce());
        config.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                Math.toIntExact(properties.lookForTopics().toMillis()));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
