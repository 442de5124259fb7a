package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import dev.tideline.events.polling.GroupMember;
import dev.tideline.events.polling.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * The application's consumer group, on the topics of everything it handles; nothing at all where it handles nothing. Retries have a group
 * and a thread of their own, so that neither waits for the other.
 */
final class Subscription implements SmartLifecycle {

    private static final int RETRIES_IN_A_POLL = 50;

    private final String group;
    private final Collection<String> topics;
    private final Collection<String> retryTopics;
    private final Supplier<Work> deliverLive;
    private final TryAgain tryAgain;
    private final List<Recurring> background;
    private final ConsumerFactory<?, ?> consumers;
    private final DeliveryProperties properties;

    private List<GroupMember> members = List.of();
    private boolean running;

    Subscription(
            String group,
            Collection<String> topics,
            Collection<String> retryTopics,
            Supplier<Work> deliverLive,
            TryAgain tryAgain,
            List<Recurring> background,
            ConsumerFactory<?, ?> consumers,
            DeliveryProperties properties) {
        this.group = group;
        this.topics = topics;
        this.retryTopics = retryTopics;
        this.deliverLive = deliverLive;
        this.tryAgain = tryAgain;
        this.background = background;
        this.consumers = consumers;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (topics.isEmpty() || running) {
            return;
        }
        List<GroupMember> starting = new ArrayList<>();
        for (int i = 0; i < properties.concurrency(); i++) {
            String name = group + "-" + i;
            starting.add(new GroupMember(
                    name,
                    topics,
                    deliverLive.get(),
                    properties.longestWork(),
                    () -> consumer(group, name, properties.maxPoll())));
        }
        String retries = group + ".retries";
        starting.add(new GroupMember(
                retries,
                retryTopics,
                tryAgain,
                properties.longestWork(),
                () -> consumer(retries, retries, RETRIES_IN_A_POLL)));
        members = List.copyOf(starting);
        running = true;
        background.forEach(Recurring::start);
        members.forEach(GroupMember::start);
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        List<Thread> stopping = Stream.<Runnable>concat(
                        background.stream().map(each -> each::stop),
                        members.stream().map(each -> each::stop))
                .map(Thread.ofVirtual()::start)
                .toList();
        try {
            for (Thread each : stopping) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** Whether it consumes, as far as it has anything to consume. */
    boolean consuming() {
        return topics.isEmpty() || (isRunning() && members.stream().allMatch(GroupMember::joined));
    }

    private Consumer<byte[], byte[]> consumer(String groupId, String clientId, int maxPoll) {
        Properties config = new Properties();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(maxPoll));
        config.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                Long.toString(properties.lookForTopics().toMillis()));
        @SuppressWarnings("unchecked") // the deserializers above say so
        Consumer<byte[], byte[]> consumer =
                (Consumer<byte[], byte[]>) consumers.createConsumer(groupId, clientId, null, config);
        return consumer;
    }
}
