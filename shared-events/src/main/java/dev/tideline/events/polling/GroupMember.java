package dev.tideline.events.polling;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls on one thread and works on another, from {@link #start} to {@link #stop}, and joins the group anew after anything that goes
 * wrong. Offsets are committed after the work; those of a partition that is given away, before it is.
 */
public final class GroupMember {

    private static final Logger log = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PAUSED_POLL = Duration.ofMillis(50);
    private static final Duration START_OVER = Duration.ofSeconds(1);
    private static final Duration POSITION = Duration.ofSeconds(5);
    private static final long UNKNOWN = -1;
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final Collection<String> topics;
    private final Work work;
    private final Duration longestWork;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean joined;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /**
     * A member, not started.
     *
     * @param longestWork after that work on a poll is taken for stuck, and the member joins anew without it
     */
    public GroupMember(
            String name,
            Collection<String> topics,
            Work work,
            Duration longestWork,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.longestWork = longestWork;
        this.name = name;
        this.topics = topics;
        this.work = work;
        this.consumers = consumers;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Waits, within bounds, for the work that is under way; what is cut off then comes again. */
    public void stop() {
        stop.countDown();
        Consumer<byte[], byte[]> polling = current;
        if (polling != null) {
            polling.wakeup();
        }
        try {
            if (!thread.join(GRACE)) {
                log.warn("{} does not stop by itself and is cut off", name);
                thread.interrupt();
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it polls; after a failure it is on its way back. */
    public boolean joined() {
        return joined && thread.isAlive();
    }

    private void run() {
        do {
            try (Worker worker = new Worker(name, work);
                    Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                Membership membership = new Membership(consumer, worker);
                consumer.subscribe(topics, membership);
                joined = true;
                while (stop.getCount() > 0) {
                    membership.turn();
                }
            } catch (WakeupException stopped) {
                log.debug("{} was woken up to stop", name);
            } catch (RuntimeException e) {
                log.warn("{} starts over in {}", name, START_OVER, e);
            } finally {
                joined = false;
                current = null;
            }
        } while (!pause());
    }

    private boolean pause() {
        try {
            return stop.await(START_OVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** From joining to leaving; used by the polling thread alone. */
    private final class Membership implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;
        private final Worker worker;
        private final Map<TopicPartition, Long> waiting = new HashMap<>();
        private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        private final Map<TopicPartition, OffsetAndMetadata> latest = new HashMap<>();
        private boolean staying;

        Membership(Consumer<byte[], byte[]> consumer, Worker worker) {
            this.consumer = consumer;
            this.worker = worker;
        }

        void turn() {
            resumeDue();
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(untilNextDue());
            if (polled.isEmpty()) {
                commit(); // again, what could not be
                return;
            }
            worker.begin(polled);
            if (!worker.finishedWithin(PATIENCE)) {
                stayWhileWorking();
            }
            settle();
            commit();
        }

        /** Polls with everything paused: that is how a member says it is there. What it polled nevertheless would be lost. */
        private void stayWhileWorking() {
            staying = true;
            long begun = System.nanoTime();
            pause(consumer.assignment());
            while (worker.busy()) {
                try {
                    if (!consumer.poll(PAUSED_POLL).isEmpty()) {
                        throw new IllegalStateException("A paused partition gave records");
                    }
                } catch (WakeupException stopping) {
                    worker.finish(GRACE);
                }
                if (System.nanoTime() - begun > longestWork.toNanos()) {
                    worker.finish(Duration.ZERO);
                    throw new IllegalStateException("The work has not ended within " + longestWork);
                }
            }
            staying = false;
            Set<TopicPartition> going = new HashSet<>(consumer.assignment());
            going.removeAll(waiting.keySet());
            resume(going);
        }

        /** Takes over what the work has come to. */
        private void settle() {
            Worker.Outcome outcome = worker.outcome();
            Set<TopicPartition> ours = consumer.assignment();
            outcome.done().forEach((partition, offset) -> {
                if (ours.contains(partition)) {
                    done.put(partition, new OffsetAndMetadata(offset));
                }
            });
            for (Later later : outcome.later()) {
                if (ours.contains(later.partition())) {
                    unlessGone(later.partition(), () -> consumer.seek(later.partition(), later.offset()));
                    pause(List.of(later.partition()));
                    waiting.put(
                            later.partition(), System.nanoTime() + later.pause().toNanos());
                }
            }
        }

        private void commit() {
            if (done.isEmpty()) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> committing = Map.copyOf(done);
            done.clear();
            latest.putAll(committing);
            consumer.commitAsync(committing, (offsets, failure) -> {
                if (failure != null) {
                    log.debug("{} could not commit {}; the next commit will", name, offsets, failure);
                    offsets.forEach((partition, offset) -> {
                        if (offset.equals(latest.get(partition))) { // no later commit is on its way
                            done.putIfAbsent(partition, offset);
                        }
                    });
                }
            });
        }

        private void resumeDue() {
            long now = System.nanoTime();
            List<TopicPartition> due = waiting.entrySet().stream()
                    .filter(each -> each.getValue() - now <= 0)
                    .map(Map.Entry::getKey)
                    .toList();
            due.forEach(waiting::remove);
            resume(due);
        }

        private void pause(Collection<TopicPartition> partitions) {
            partitions.forEach(each -> unlessGone(each, () -> consumer.pause(List.of(each))));
        }

        private void resume(Collection<TopicPartition> partitions) {
            partitions.forEach(each -> unlessGone(each, () -> consumer.resume(List.of(each))));
        }

        /** A member that is put out of its group loses its partitions at once, and hears of it with the next poll. */
        private void unlessGone(TopicPartition partition, Runnable change) {
            try {
                change.run();
            } catch (IllegalStateException gone) {
                log.debug("{} has lost {}", name, partition, gone);
            }
        }

        private Duration untilNextDue() {
            long now = System.nanoTime();
            return waiting.values().stream()
                    .map(due -> Duration.ofNanos(Math.max(1_000_000, due - now)))
                    .filter(wait -> wait.compareTo(IDLE) < 0)
                    .min(Duration::compareTo)
                    .orElse(IDLE);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> positions = new HashMap<>();
            for (TopicPartition each : partitions) {
                positions.put(each, position(each));
            }
            work.assigned(positions);
            if (staying) {
                pause(partitions);
            }
        }

        /** A partition without a leader tells no position, and is no reason to do without the others. */
        private long position(TopicPartition partition) {
            try {
                return consumer.position(partition, POSITION);
            } catch (TimeoutException e) {
                return UNKNOWN;
            }
        }

        /** What we are at is brought to its end and committed, before anybody else can begin there. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (worker.busy() || worker.holdsOutcome()) {
                worker.finish(GRACE);
                if (!worker.busy()) {
                    settle();
                }
            }
            try {
                if (!done.isEmpty()) {
                    latest.putAll(done); // so that an earlier commit that fails meanwhile cannot put its offset back
                    consumer.commitSync(Map.copyOf(done), GRACE);
                    done.clear();
                }
            } catch (KafkaException e) {
                log.debug("{} could not commit what it did before it gave {} away", name, partitions, e);
            }
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            partitions.forEach(waiting::remove);
            partitions.forEach(done::remove);
            partitions.forEach(latest::remove);
            work.gone(partitions);
        }
    }
}
