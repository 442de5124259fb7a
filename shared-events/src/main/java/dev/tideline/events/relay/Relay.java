package dev.tideline.events.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stands by until it leads, reads while it leads, and starts over after anything that goes wrong: the slot knows where to go on. Can be
 * stopped and started again any number of times.
 */
final class Relay implements SmartLifecycle {

    enum State {
        STOPPED,
        STANDBY,
        LEADING,
        FAILING
    }

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration CHECK = Duration.ofMillis(500);

    private final Source source;
    private final RelayProperties properties;
    private final CreateTopics createTopics;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final AtomicLong published = new AtomicLong();

    private volatile State state = State.STOPPED;
    private volatile String lastError = "";
    private @Nullable CountDownLatch stop;
    private @Nullable Thread thread;

    Relay(
            Source source,
            RelayProperties properties,
            CreateTopics createTopics,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.source = source;
        this.properties = properties;
        this.createTopics = createTopics;
        this.producers = producers;
    }

    State state() {
        return state;
    }

    /** Why it last had to start over; empty if it never had to since it last led. */
    String lastError() {
        return lastError;
    }

    long published() {
        return published.get();
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        CountDownLatch stopping = new CountDownLatch(1);
        stop = stopping;
        state = State.STANDBY;
        thread = Thread.ofPlatform().name("relay-" + source.slot() + "-lead").start(() -> run(stopping));
    }

    @Override
    public synchronized void stop() {
        if (stop == null || thread == null) {
            return;
        }
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop = null;
        thread = null;
        state = State.STOPPED;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stopping) {
        Duration pause = properties.retryDelay();
        do {
            try (Leadership leadership = new Leadership(source)) {
                if (await(leadership, stopping)) {
                    lead(leadership, stopping);
                }
                state = State.STANDBY;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                state = State.FAILING;
                lastError = String.valueOf(e instanceof ExecutionException ? e.getCause() : e);
                log.warn("Relay of {} starts over in {}: {}", source.slot(), pause, lastError);
            }
        } while (!pause(stopping, pause));
    }

    private boolean await(Leadership leadership, CountDownLatch stopping) throws Exception {
        while (!leadership.tryToLead()) {
            state = State.STANDBY;
            if (pause(stopping, CHECK)) {
                return false;
            }
        }
        return true;
    }

    private void lead(Leadership leadership, CountDownLatch stopping) throws Exception {
        createTopics.run();
        try (Producer<byte[], byte[]> producer = producers.get()) {
            Publisher publisher = new Publisher(producer, published);
            new EnsureSlot(source, publisher).run();
            try (ReadOutbox reading = new ReadOutbox(source, properties, publisher)) {
                log.info("Relay of {} leads", source.slot());
                state = State.LEADING;
                lastError = "";
                read(leadership, reading, stopping);
            }
        }
    }

    private static void read(Leadership leadership, ReadOutbox reading, CountDownLatch stopping) throws SQLException {
        while (!pause(stopping, CHECK)) {
            if (!reading.running()) {
                throw new IllegalStateException("The engine ended. " + reading.failure());
            }
            if (!leadership.held()) {
                throw new IllegalStateException("The session that leads is gone");
            }
        }
    }

    private static boolean pause(CountDownLatch stopping, Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
