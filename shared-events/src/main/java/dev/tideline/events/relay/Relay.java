package dev.tideline.events.relay;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private static final int UNREAD_CHECKS = 10;
    private static final int SOUND_CHECKS = 10;
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Source source;
    private final RelayProperties properties;
    private final CreateTopics createTopics;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<Places> places;
    private final AtomicLong published = new AtomicLong();
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    private volatile State state = State.STOPPED;
    private volatile String lastError = "";
    private volatile @Nullable Leadership leadership;
    private @Nullable CountDownLatch stop;
    private @Nullable Thread thread;

    Relay(
            Source source,
            RelayProperties properties,
            CreateTopics createTopics,
            Supplier<Producer<byte[], byte[]>> producers,
            Supplier<Places> places) {
        this.source = source;
        this.properties = properties;
        this.createTopics = createTopics;
        this.producers = producers;
        this.places = places;
    }

    /** Failing also while it leads and Kafka does not answer. */
    State state() {
        State now = state;
        return now == State.STOPPED || trouble.get().isEmpty() ? now : State.FAILING;
    }

    /** What it waits for, or why it last had to start over; empty if it never had to since it last led. */
    String lastError() {
        String now = trouble.get();
        return now.isEmpty() ? lastError : now;
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

    /** Waits for what is under way, within bounds: whatever is cut off then was not confirmed, and is sent again. */
    @Override
    public synchronized void stop() {
        if (stop == null || thread == null) {
            return;
        }
        stop.countDown();
        try {
            if (!thread.join(GRACE)) {
                log.warn("Relay of {} does not stop by itself and is cut off", source.slot());
                thread.interrupt();
                cutOff();
                thread.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop = null;
        thread = null;
        state = State.STOPPED;
    }

    private void cutOff() {
        Leadership current = leadership;
        if (current != null) {
            current.abort();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stopping) {
        do {
            try (Leadership candidate = new Leadership(source)) {
                leadership = candidate;
                if (await(candidate, stopping)) {
                    lead(candidate, stopping);
                }
                state = State.STANDBY;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) { // without this thread nobody would lead, and the health would not tell
                state = State.FAILING;
                lastError = String.valueOf(e instanceof ExecutionException ? e.getCause() : e);
                log.warn("Relay of {} starts over in {}: {}", source.slot(), properties.retryDelay(), lastError);
            } finally {
                leadership = null;
            }
        } while (!pause(stopping, properties.retryDelay()));
    }

    private boolean await(Leadership candidate, CountDownLatch stopping) throws SQLException {
        while (!candidate.tryToLead()) {
            state = State.STANDBY;
            if (pause(stopping, CHECK)) {
                return false;
            }
        }
        return true;
    }

    private void lead(Leadership leader, CountDownLatch stopping)
            throws SQLException, IOException, ExecutionException, InterruptedException {
        createTopics.run();
        try (ParkedRows parked = new ParkedRows(source);
                Publisher publisher = publisher(parked)) {
            EnsureSlot slot = new EnsureSlot(source, publisher, trouble);
            slot.run(leader.session());
            publisher.retryParked(true);
            try (ReadOutbox reading = new ReadOutbox(source, properties, publisher)) {
                watch(leader, slot, reading, publisher, stopping);
            }
        }
    }

    private Publisher publisher(ParkedRows parked) {
        Round.Kafka kafka = new Round.Kafka(new OneProducer(producers), places.get(), properties.topicWait(), trouble);
        return new Publisher(kafka, parked, published);
    }

    /** After a failure it counts as leading again only when it has held for a while. */
    private void watch(
            Leadership leader, EnsureSlot slot, ReadOutbox reading, Publisher publisher, CountDownLatch stopping)
            throws SQLException, InterruptedException {
        long retried = System.nanoTime();
        boolean read = false;
        int unread = 0;
        int sound = lastError.isEmpty() ? SOUND_CHECKS : 0;
        while (!pause(stopping, CHECK)) {
            if (!reading.running()) {
                throw new IllegalStateException("The engine ended. " + reading.failure());
            }
            if (!leader.held()) {
                throw new IllegalStateException("The session that leads is gone");
            }
            EnsureSlot.Standing standing = slot.look(leader.session());
            if (!standing.stands()) {
                throw new IllegalStateException("The slot or its publication is gone, or the engine made another");
            }
            read |= standing.read();
            unread = standing.read() || !read ? 0 : unread + 1;
            if (unread == UNREAD_CHECKS) {
                throw new IllegalStateException("The server has lost the connection that the engine reads from");
            }
            if (publisher.retryParked(
                    System.nanoTime() - retried > properties.retryParked().toNanos())) {
                retried = System.nanoTime();
                createTopics.missing();
            }
            if (reading.polling() && sound++ >= SOUND_CHECKS && state != State.LEADING) {
                log.info("Relay of {} leads", source.slot());
                state = State.LEADING;
                lastError = "";
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
