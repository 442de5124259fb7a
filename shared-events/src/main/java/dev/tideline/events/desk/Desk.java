package dev.tideline.events.desk;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.delivery.Replay;
import dev.tideline.events.delivery.Replay.Outcome;
import dev.tideline.events.desk.Letters.Editable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** What operators do, each decision on each letter in a transaction of its own together with its place in the record of acts. */
final class Desk {

    private static final int RATE = 10;
    private static final int LIMIT = 1_000;

    private final Letters letters;
    private final Replay replay;
    private final CloudEventsJson json;
    private final TransactionOperations transaction;

    Desk(Letters letters, Replay replay, CloudEventsJson json, TransactionOperations transaction) {
        this.letters = letters;
        this.replay = replay;
        this.json = json;
        this.transaction = transaction;
    }

    Outcome replay(UUID id, ReplayOne asked, String actor) {
        boolean force = Boolean.TRUE.equals(asked.force());
        return act(id, "replay", actor, asked.reason(), false, () -> replay.replay(id, Duration.ZERO, force));
    }

    Outcome discard(UUID id, String actor, String reason) {
        return act(id, "discarded", actor, reason, false, () -> replay.discard(id));
    }

    /** What cannot be replayed is told of and left as it is; the others are replayed. */
    Many replay(ReplayMany asked, String actor) {
        boolean force = Boolean.TRUE.equals(asked.force());
        boolean dryRun = Boolean.TRUE.equals(asked.dryRun());
        int rate = requireNonNullElse(asked.rate(), RATE);
        Tally tally = new Tally();
        long matching = letters.count(asked.filter());
        for (UUID id : letters.oldest(asked.filter(), requireNonNullElse(asked.limit(), LIMIT))) {
            Duration wait = Duration.ofMillis(tally.done.size() * 1_000L / rate);
            tally.add(id, act(id, "replay", actor, asked.reason(), dryRun, () -> replay.replay(id, wait, force)));
        }
        return tally.many(dryRun, matching, tally.done.size() / rate);
    }

    /** As {@link #replay(ReplayMany, String)}. */
    Many discard(DiscardMany asked, String actor) {
        boolean dryRun = Boolean.TRUE.equals(asked.dryRun());
        Tally tally = new Tally();
        long matching = letters.count(asked.filter());
        for (UUID id : letters.oldest(asked.filter(), requireNonNullElse(asked.limit(), LIMIT))) {
            tally.add(id, act(id, "discarded", actor, asked.reason(), dryRun, () -> replay.discard(id)));
        }
        return tally.many(dryRun, matching, 0);
    }

    /** Replaces an earlier edit; the original stays as it is. */
    Edited edit(UUID id, byte[] event, String actor, @Nullable String reason) {
        EventMetadata edited;
        try {
            edited = json.read(event).metadata();
        } catch (UnreadableEvent e) {
            return new Edited.Unfit("It is no event that can be read here: " + e.plainly() + ".");
        }
        return requireNonNull(transaction.<Edited>execute(_ -> letters.lock(id)
                .map(it -> edit(id, it, event, edited, actor, reason))
                .orElseGet(Edited.Unknown::new)));
    }

    private Edited edit(
            UUID id, Editable letter, byte[] event, EventMetadata edited, String actor, @Nullable String reason) {
        if (!letter.state().equals("dead")) {
            return new Edited.NotNow("It is " + letter.state() + "; only what is dead can be edited.");
        }
        if (letter.type() != null && !letter.type().equals(edited.type())) {
            return new Edited.Unfit("Its type has to stay " + letter.type() + ".");
        }
        if (!replay.handles(edited.type())) {
            return new Edited.Unfit("Nobody here handles events of type " + edited.type() + ".");
        }
        Optional<UUID> identity = Optional.ofNullable(letter.event()).or(() -> identity(letter.payload()));
        if (identity.isPresent() && !identity.get().equals(edited.identity())) {
            return new Edited.Unfit("Its id and source have to stay as they are: it would be another event.");
        }
        if (!isFor(edited, letter.payload())) {
            return new Edited.Unfit(
                    "Its tenant and user have to stay as they are: it would be done in another's name.");
        }
        letters.edit(id, event);
        letters.add(id, "edited", actor, reason);
        return new Edited.Kept();
    }

    /** What was missing may be said. */
    private boolean isFor(EventMetadata edited, byte @Nullable [] payload) {
        try {
            EventMetadata original = json.readMetadata(payload);
            return (original.tenant() == null || original.tenant().equals(edited.tenant()))
                    && (original.user() == null || original.user().equals(edited.user()));
        } catch (UnreadableEvent e) {
            return true;
        }
    }

    private Optional<UUID> identity(byte @Nullable [] payload) {
        try {
            return Optional.of(json.readMetadata(payload).identity());
        } catch (UnreadableEvent e) {
            return Optional.empty();
        }
    }

    private Outcome act(
            UUID id, String act, String actor, @Nullable String reason, boolean dryRun, Supplier<Outcome> decision) {
        return requireNonNull(transaction.<Outcome>execute(status -> {
            Outcome outcome = decision.get();
            if (outcome instanceof Outcome.Done) {
                writeDown(id, act, actor, reason, dryRun, status);
            }
            return outcome;
        }));
    }

    private void writeDown(
            UUID id, String act, String actor, @Nullable String reason, boolean dryRun, TransactionStatus status) {
        if (dryRun) {
            status.setRollbackOnly();
        } else {
            letters.add(id, act, actor, reason);
        }
    }

    private static final class Tally {

        private final List<UUID> done = new ArrayList<>();
        private final List<Many.Refusal> refused = new ArrayList<>();

        void add(UUID id, Outcome outcome) {
            switch (outcome) {
                case Outcome.Done _ -> done.add(id);
                case Outcome.Unknown _ -> {} // gone since it was looked up
                case Outcome.Refused(String why) -> refused.add(new Many.Refusal(id, why));
            }
        }

        Many many(boolean dryRun, long matching, long seconds) {
            return new Many(dryRun, matching, List.copyOf(done), List.copyOf(refused), seconds);
        }
    }
}
