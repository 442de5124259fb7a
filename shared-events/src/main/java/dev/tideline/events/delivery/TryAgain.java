package dev.tideline.events.delivery;

import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.delivery.Incoming.Unreadable;
import dev.tideline.events.delivery.Incoming.Wanted;
import dev.tideline.events.polling.Later;
import dev.tideline.events.polling.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the attempts that the retry topics announce: the event of a fence, and when that is done with, all that waited behind it, in its
 * order. The fence says what is true, the record on the topic only when to look; a ticket is good once.
 */
final class TryAgain implements Work {

    private static final Logger log = LoggerFactory.getLogger(TryAgain.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    private final ReadRecord read;
    private final Fences fences;
    private final DeadLetters deadLetters;
    private final AfterFailure afterFailure;
    private final Attempts attempts;
    private final Counts counts;

    TryAgain(
            ReadRecord read,
            Fences fences,
            DeadLetters deadLetters,
            AfterFailure afterFailure,
            Attempts attempts,
            Counts counts) {
        this.read = read;
        this.fences = fences;
        this.deadLetters = deadLetters;
        this.afterFailure = afterFailure;
        this.attempts = attempts;
        this.counts = counts;
    }

    @Override
    public List<Later> work(List<ConsumerRecord<byte[], byte[]>> announcements) {
        Map<TopicPartition, Later> later = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : announcements) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            if (!later.containsKey(partition)) {
                Duration wait = waitOrAttempt(each);
                if (wait.isPositive()) {
                    later.put(partition, new Later(partition, each.offset(), wait));
                }
            }
        }
        return List.copyOf(later.values());
    }

    /** Returns how long it still has to wait; zero if it had its turn. */
    private Duration waitOrAttempt(ConsumerRecord<byte[], byte[]> announcement) {
        Optional<UUID> ticket = ticket(announcement);
        if (ticket.isEmpty()) {
            log.warn("A record on {} announces no attempt and is passed over", announcement.topic());
            return Duration.ZERO;
        }
        try {
            Optional<Fence> fence = attempts.call(() -> fences.find(ticket.get()));
            if (fence.isPresent() && fence.get().dueIn().isPositive()) {
                return fence.get().dueIn();
            }
            if (fence.isPresent()) {
                attempt(ticket.get());
            }
            return Duration.ZERO;
        } catch (Unavailable e) {
            log.warn("An attempt of {} waits: {}", announcement.topic(), e.getMessage());
            counts.paused();
            return PAUSE;
        } catch (RuntimeException e) {
            log.error("An attempt of {} could not be made, and is made when it is overdue", announcement.topic(), e);
            return Duration.ZERO;
        }
    }

    private static Optional<UUID> ticket(ConsumerRecord<byte[], byte[]> announcement) {
        try {
            return Optional.ofNullable(Incoming.header(announcement, RetryTopics.TICKET))
                    .map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Makes the attempt, unless it has been made or is being made. */
    void attempt(UUID ticket) {
        try {
            attempts.run(() -> fences.lockIfFree(ticket)
                    .filter(fence ->
                            fence.state() == State.RETRYING && !fence.dueIn().isPositive())
                    .ifPresent(fence -> {
                        handle(List.of(fence.record()));
                        fences.change(fence, State.DRAINING);
                    }));
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            attempts.run(() -> fences.lock(ticket)
                    .filter(fence -> fence.state() == State.RETRYING)
                    .ifPresent(fence -> afterFailure.again(fence, e)));
        }
        drain(ticket);
    }

    /** Ends when the lane is open, when another of its events has failed, or when somebody else is at it. */
    private void drain(UUID ticket) {
        int limit = BATCH;
        while (limit > 0) {
            limit = drain(ticket, limit);
        }
    }

    /** Returns how many to take next. */
    private int drain(UUID ticket, int limit) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        try {
            boolean ours = attempts.call(() -> {
                batch.clear();
                Optional<Fence> fence = fences.lockIfFree(ticket).filter(it -> it.state() == State.DRAINING);
                fence.ifPresent(it -> batch.addAll(fences.parked(it.lane(), limit)));
                if (!batch.isEmpty()) {
                    handle(batch);
                    batch.forEach(this::takeFromTheLane);
                }
                return fence.isPresent();
            });
            boolean over = !ours || (batch.isEmpty() && attempts.call(() -> fences.open(ticket)));
            return over ? 0 : BATCH;
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            if (batch.isEmpty()) {
                throw e;
            }
            if (batch.size() > 1) {
                return beforeTheFailed(batch, e);
            }
            standsForTheLane(ticket, batch.getFirst(), e);
            return BATCH;
        }
    }

    private static int beforeTheFailed(List<ConsumerRecord<byte[], byte[]>> batch, RuntimeException why) {
        int failed =
                why instanceof HandlerFailed known ? batch.indexOf(known.event().record()) : -1;
        return failed < 0 ? batch.size() / 2 : Math.max(failed, 1);
    }

    private void standsForTheLane(UUID ticket, ConsumerRecord<byte[], byte[]> follower, RuntimeException why) {
        attempts.run(() -> fences.lock(ticket)
                .filter(fence -> fence.state() == State.DRAINING)
                .ifPresent(fence -> {
                    // another instance may have handled it since
                    if (fences.unpark(follower)) {
                        afterFailure.first(fence, follower, why);
                    }
                }));
    }

    private void takeFromTheLane(ConsumerRecord<byte[], byte[]> handled) {
        if (!fences.unpark(handled)) {
            throw new IllegalStateException("What waited on a lane was gone although its fence was locked");
        }
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Wanted> wanted = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> each : records) {
            switch (read.read(each)) {
                case Wanted event -> wanted.add(event);
                case Unreadable unreadable -> throw unreadable.why();
                case Incoming.Passing _ ->
                    // perhaps an older or newer replica does; if none, it ends as a dead letter
                    throw new IllegalStateException("Nobody here handles " + Incoming.header(each, "ce_type"));
            }
        }
        read.handlers().handle(wanted);
        deadLetters.handled(records);
        counts.handled(wanted.size());
    }
}
