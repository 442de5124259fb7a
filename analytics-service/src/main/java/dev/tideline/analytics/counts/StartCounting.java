package dev.tideline.analytics.counts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Starts Kafka Streams when there is a first topic to count: it fails over and over on a pattern that nothing matches yet. */
@Component
class StartCounting implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StartCounting.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final StreamsBuilderFactoryBean streams;
    private final Map<String, Object> kafka;
    private final Pattern topics;
    private volatile boolean nothingToCount;
    private @Nullable Thread waiting;

    StartCounting(StreamsBuilderFactoryBean streams, KafkaAdmin admin, CountsProperties properties) {
        this.streams = streams;
        this.kafka = admin.getConfigurationProperties();
        this.topics = Pattern.compile(properties.topics());
    }

    /** Whether it has looked and there was nothing to count yet. */
    boolean nothingToCount() {
        return nothingToCount;
    }

    @Override
    public synchronized void start() {
        if (waiting == null) {
            waiting = Thread.ofVirtual().name("start-counting").start(this::startWhenThereIsATopic);
        }
    }

    @Override
    public synchronized void stop() {
        if (waiting != null) {
            waiting.interrupt();
            try {
                waiting.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waiting = null;
        }
        streams.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return waiting != null;
    }

    private void startWhenThereIsATopic() {
        try {
            while (!started()) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever is in the way, a broker whose name is not known yet or a folder that cannot be written, may be mended meanwhile. */
    private boolean started() throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            boolean found = admin.listTopics().names().get().stream().anyMatch(topics.asMatchPredicate());
            nothingToCount = !found;
            if (found) {
                streams.start();
            }
            return found;
        } catch (ExecutionException | RuntimeException e) {
            nothingToCount = false;
            log.warn("Cannot start to count yet", e);
            return false;
        }
    }
}
