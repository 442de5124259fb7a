package dev.tideline.events.delivery;

import dev.tideline.events.delivery.DeadLetters.Buried;
import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.delivery.Fences.Attempted;
import dev.tideline.events.delivery.Incoming.Passing;
import dev.tideline.events.delivery.Incoming.Unreadable;
import dev.tideline.events.delivery.Incoming.Wanted;
import dev.tideline.events.inbox.Arrival;
import dev.tideline.events.inbox.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Decides what becomes of this group's dead letters, in the caller's transaction. A replay is written down there, and made soon after the
 * commit by whichever instance is there: the event goes to its handlers as if it were tried again, in its place among the events of its
 * key as far as those still wait. No other group sees it. Of two decisions on one letter at the same time the second waits for the first,
 * and is refused.
 */
public final class Replay {

    /** What came of a decision. */
    public sealed interface Outcome {

        record Done() implements Outcome {}

        /** There is no such dead letter. */
        record Unknown() implements Outcome {}

        /**
         * Nothing was changed.
         *
         * @param why as a sentence for the operator
         */
        record Refused(String why) implements Outcome {}
    }

    private final String consumer;
    private final DeadLetters letters;
    private final ReadRecord read;
    private final Inbox inbox;
    private final Fences fences;
    private final RetryTopics topics;
    private final Clock clock;
    private final int maxReplays;

    Replay(
            String consumer,
            DeadLetters letters,
            ReadRecord read,
            Inbox inbox,
            Fences fences,
            RetryTopics topics,
            Clock clock,
            int maxReplays) {
        this.consumer = consumer;
        this.letters = letters;
        this.read = read;
        this.inbox = inbox;
        this.fences = fences;
        this.topics = topics;
        this.clock = clock;
        this.maxReplays = maxReplays;
    }

    /** Whether anybody here handles events of this type. */
    public boolean handles(@Nullable String type) {
        return read.handlers().handle(type);
    }

    /**
     * Has a dead letter handled again, with all attempts that an event has. If they fail it is the same dead letter again.
     *
     * @param wait how much later
     * @param force even if it has been replayed {@code tideline.delivery.max-replays} times
     */
    public Outcome replay(UUID letter, Duration wait, boolean force) {
        requireTransaction();
        return letters.lock(letter).map(it -> replay(it, wait, force)).orElseGet(Outcome.Unknown::new);
    }

    /** Gives a dead letter up for good. What waits for it is handled without it. */
    public Outcome discard(UUID letter) {
        requireTransaction();
        return letters.lock(letter).map(this::discard).orElseGet(Outcome.Unknown::new);
    }

    private Outcome replay(Buried letter, Duration wait, boolean force) {
        if (!letter.isDead()) {
            return new Outcome.Refused("It is " + letter.state() + "; only what is dead can be replayed.");
        }
        if (letter.replays() >= maxReplays && !force) {
            return new Outcome.Refused(
                    "It has been replayed %d times and died each time; if the cause is mended, use force."
                            .formatted(letter.replays()));
        }
        return switch (read.read(letter.record())) {
            case Unreadable _ -> new Outcome.Refused("It cannot be read: edit it first.");
            case Passing _ -> new Outcome.Refused("Nobody here handles its type any more.");
            case Wanted wanted
            when !letter.claimed() && !claim(wanted) ->
                new Outcome.Refused("The event " + wanted.event().metadata().id() + " has been handled here already.");
            case Wanted wanted -> {
                letters.awaken(letter.id(), wanted, wait);
                yield new Outcome.Done();
            }
        };
    }

    /** What could not be read had no id to claim. Its place in the history of its aggregate was passed when it came. */
    private boolean claim(Wanted event) {
        return !inbox.claim(consumer, List.of(new Arrival(event.identity(), null)))
                .isEmpty();
    }

    private Outcome discard(Buried letter) {
        if (!letter.isDead()) {
            return new Outcome.Refused("It is " + letter.state() + "; only what is dead can be discarded.");
        }
        letters.discard(letter.id());
        fences.lockHeldBy(letter.record()).ifPresent(fence -> {
            UUID ticket = topics.announce(letter.record(), 0, clock.instant(), null);
            Attempted event = new Attempted(letter.record(), fence.attempts(), fence.firstFailedAt());
            fences.change(fence, State.DRAINING, ticket, Duration.ZERO, event);
        });
        return new Outcome.Done();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "A dead letter is decided on in the transaction that says who did it");
        }
    }
}
