package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import dev.tideline.events.polling.GroupMember;
import dev.tideline.events.polling.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * The application's consumer group, on the topics of everything it handles; nothing at all where it handles nothing. Retries have a group
 * and a thread of their own, so that neither waits for the other.
 */
final class Subscription implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final int RETRIES_IN_A_POLL = 50;
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final String group;
    private final Collection<String> topics;
    private final Supplier<Work> deliverLive;
    private final TryAgain tryAgain;
    private final List<Recurring> background;
    private final PrepareTopics prepareTopics;
    private final ConsumerFactory<?, ?> consumers;
    private final DeliveryProperties properties;

    private List<GroupMember> members = List.of();
    private @Nullable Thread preparing;

    Subscription(
            String group,
            Collection<String> topics,
            Supplier<Work> deliverLive,
            TryAgain tryAgain,
            List<Recurring> background,
            PrepareTopics prepareTopics,
            ConsumerFactory<?, ?> consumers,
            DeliveryProperties properties) {
        this.group = group;
        this.topics = topics;
        this.deliverLive = deliverLive;
        this.tryAgain = tryAgain;
        this.background = background;
        this.prepareTopics = prepareTopics;
        this.consumers = consumers;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (topics.isEmpty() || preparing != null) {
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
                prepareTopics.topics().retries(),
                tryAgain,
                properties.longestWork(),
                () -> consumer(retries, retries, RETRIES_IN_A_POLL)));
        members = List.copyOf(starting);
        preparing = Thread.ofPlatform().name(group + "-topics").daemon().start(this::prepare);
        background.forEach(Recurring::start);
        members.forEach(GroupMember::start);
    }

    /** Until Kafka is there to take them; whoever subscribes notices later. */
    private void prepare() {
        try {
            while (!prepared()) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean prepared() throws InterruptedException {
        try {
            prepareTopics.run();
            return true;
        } catch (ExecutionException | KafkaException e) {
            log.warn("The retry topics of {} cannot be made yet: {}", group, e.getMessage());
            return false;
        }
    }

    @Override
    public synchronized void stop() {
        if (preparing == null) {
            return;
        }
        preparing.interrupt();
        preparing = null;
        background.forEach(Recurring::stop);
        List<Thread> stopping = members.stream()
                .map(member -> Thread.ofVirtual().start(member::stop))
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
        return preparing != null;
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
