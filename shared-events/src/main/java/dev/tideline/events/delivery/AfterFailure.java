package dev.tideline.events.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.delivery.Fences.Attempted;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides, in the caller's transaction, what becomes of an event that failed: another attempt, something else, or the end. */
final class AfterFailure {

    private final ReadRecord read;
    private final Fences fences;
    private final RetryTopics topics;
    private final DeadLetters deadLetters;
    private final Backoff backoff;
    private final Clock clock;
    private final Counts counts;

    AfterFailure(
            ReadRecord read,
            Fences fences,
            RetryTopics topics,
            DeadLetters deadLetters,
            Backoff backoff,
            Clock clock,
            Counts counts) {
        this.read = read;
        this.fences = fences;
        this.topics = topics;
        this.deadLetters = deadLetters;
        this.backoff = backoff;
        this.clock = clock;
        this.counts = counts;
    }

    /**
     * It failed for the first time, on an open lane.
     *
     * @return whether the lane is closed now
     */
    boolean first(Incoming incoming, Throwable thrown) {
        if (doneInstead(thrown)) {
            return false;
        }
        counts.failed();
        Attempted event = new Attempted(incoming.record(), 1, clock.instant());
        Failure failure = Failure.of(thrown);
        if (ends(event, thrown)) {
            return end(incoming, event, failure);
        }
        Duration pause = backoff.after(1);
        UUID ticket = topics.announce(event.record(), 1, clock.instant().plus(pause), failure);
        closeOrPark(incoming, State.RETRYING, ticket, pause, event);
        return true;
    }

    private boolean end(Incoming incoming, Attempted event, Failure failure) {
        if (!holds(event)) {
            deadLetters.bury(incoming, event, false, failure);
            return false;
        }
        UUID ticket = UuidCreator.getTimeOrderedEpoch();
        if (!closeOrPark(incoming, State.HELD, ticket, Duration.ZERO, event)) {
            return true; // it has its turn behind the other
        }
        boolean died = deadLetters.bury(incoming, event, true, failure);
        if (!died) {
            fences.takeBack(ticket);
        }
        return died;
    }

    /** Parks it where an operator began to replay something of this lane just now, and may be done with it the next moment. */
    private boolean closeOrPark(Incoming incoming, State state, UUID ticket, Duration pause, Attempted event) {
        while (!fences.close(incoming.lane(), state, ticket, pause, event)) {
            if (!fences.closed(List.of(incoming.lane())).isEmpty()) {
                fences.park(List.of(incoming));
                return false;
            }
        }
        return true;
    }

    /** One that waited behind the fence failed for the first time, and stands for the lane from now on. */
    void first(Fence fence, ConsumerRecord<byte[], byte[]> follower, Throwable thrown) {
        failed(fence, new Attempted(follower, 1, clock.instant()), thrown);
    }

    /** The event of the fence failed once more. */
    void again(Fence fence, Throwable thrown) {
        failed(fence, new Attempted(fence.record(), fence.attempts() + 1, fence.firstFailedAt()), thrown);
    }

    private boolean doneInstead(Throwable thrown) {
        Optional<Instead> instead = Instead.in(thrown);
        instead.ifPresent(it -> {
            it.done();
            counts.handled(1);
        });
        return instead.isPresent();
    }

    private void failed(Fence fence, Attempted event, Throwable thrown) {
        if (doneInstead(thrown)) {
            deadLetters.handled(List.of(event.record()));
            fences.change(fence, State.DRAINING, fence.ticket(), Duration.ZERO, event);
            return;
        }
        counts.failed();
        Failure failure = Failure.of(thrown);
        if (!ends(event, thrown)) {
            Duration pause = backoff.after(event.attempts());
            UUID ticket = topics.announce(
                    event.record(), event.attempts(), clock.instant().plus(pause), failure);
            fences.change(fence, State.RETRYING, ticket, pause, event);
            return;
        }
        boolean waits = deadLetters.buryAgain(event, holds(event), failure) && holds(event);
        fences.change(fence, waits ? State.HELD : State.DRAINING, fence.ticket(), Duration.ZERO, event);
    }

    private boolean ends(Attempted event, Throwable thrown) {
        return event.attempts() >= backoff.attempts() || FailureKind.of(thrown) == FailureKind.FINAL;
    }

    private boolean holds(Attempted event) {
        return read.handlers().hold(read.type(event.record()).orElse(null));
    }
}
