package dev.tideline.events.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The application's one consumer group, on the topics of everything it handles; nothing at all where it handles nothing. */
final class Subscription implements SmartLifecycle {

    private final String group;
    private final Set<String> topics;
    private final DeliverBatch deliver;
    private final Map<String, Object> kafka;
    private final DeliveryProperties properties;
    private volatile @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> container;

    Subscription(
            String group,
            Set<String> topics,
            DeliverBatch deliver,
            Map<String, Object> kafka,
            DeliveryProperties properties) {
        this.group = group;
        this.topics = topics;
        this.deliver = deliver;
        this.kafka = kafka;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (container == null && !topics.isEmpty()) {
            var starting = container();
            starting.start();
            container = starting;
        }
    }

    @Override
    public synchronized void stop() {
        var stopping = container;
        if (stopping != null) {
            stopping.stop();
            container = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return container != null;
    }

    /** Whether it consumes, as far as it has anything to consume. */
    boolean consuming() {
        var running = container;
        return topics.isEmpty() || (running != null && running.isRunning() && running.isInExpectedState());
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        ContainerProperties settings = new ContainerProperties(topics.toArray(String[]::new));
        settings.setGroupId(group);
        settings.setAckMode(ContainerProperties.AckMode.BATCH);
        settings.setMessageListener(deliver);
        var made = new ConcurrentMessageListenerContainer<byte[], byte[]>(
                new DefaultKafkaConsumerFactory<>(
                        consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                settings);
        made.setBeanName(group);
        made.setConcurrency(properties.concurrency());
        made.setCommonErrorHandler(retryForEver());
        return made;
    }

    /** The default would give up after some attempts, and on some exceptions at once, and with that lose the event. */
    private DefaultErrorHandler retryForEver() {
        ExponentialBackOff backOff =
                new ExponentialBackOff(properties.firstRetry().toMillis(), 2);
        backOff.setMaxInterval(properties.lastRetry().toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        return handler;
    }

    private Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.maxPoll());
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int)
                properties.lookForTopics().toMillis());
        return config;
    }
}
