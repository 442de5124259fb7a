package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import dev.tideline.events.delivery.DeadLetters.Buried;
import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.delivery.Fences.Attempted;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts dead letters whose turn has come back on their lanes. Only then is a lane closed, so that live events do not wait for a replay that
 * is spread over a long time.
 */
record EnterReplays(
        ReadRecord read, Fences fences, RetryTopics topics, DeadLetters letters, Attempts attempts, Clock clock)
        implements Recurring.Work {

    private static final Logger log = LoggerFactory.getLogger(EnterReplays.class);
    static final Duration REST = Duration.ofMillis(500);
    private static final int BATCH = 1_000;

    @Override
    public Duration run() {
        letters.due(BATCH).forEach(this::enter);
        return REST;
    }

    private void enter(UUID letter) {
        try {
            attempts.run(() -> letters.lockDue(letter).ifPresent(this::enter));
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Dead letter {} cannot be replayed and waits", letter, e);
        }
    }

    private void enter(Buried letter) {
        Lane lane = Lane.of(letter.record());
        Attempted event = new Attempted(letter.record(), 0, letter.firstFailedAt());
        Optional<Fence> own = fences.lockHeldBy(letter.record());
        if (own.isPresent()) {
            fences.change(own.get(), State.RETRYING, announce(letter), Duration.ZERO, event);
        } else if (!fences.closed(List.of(lane)).isEmpty()) {
            fences.park(List.of(read.read(letter.record())));
        } else if (!fences.close(lane, State.RETRYING, announce(letter), Duration.ZERO, event)) {
            return; // closed this moment; it will be parked next time
        }
        letters.onItsWay(letter.id());
    }

    private UUID announce(Buried letter) {
        return topics.announce(letter.record(), 0, clock.instant(), null);
    }
}
