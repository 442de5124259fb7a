package dev.tideline.events.projection;

import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.EventFilter;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Page;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings every build of a projection on, a page in a transaction, and puts a new one in the place of the active one as soon as it has come
 * as far and is the same. Instances share the work: each build is one's at a time.
 */
final class Project {

    private static final Logger log = LoggerFactory.getLogger(Project.class);
    private static final int PAGE = 1_000;

    private final Projection projection;
    private final Builds builds;
    private final EventStore store;
    private final TransactionOperations transactions;
    private final EventFilter wanted;

    Project(Projection projection, Builds builds, EventStore store, TransactionOperations transactions) {
        this.projection = projection;
        this.builds = builds;
        this.store = store;
        this.transactions = transactions;
        this.wanted = new EventFilter(projection.types(), null, null);
    }

    /** Returns whether there is more to do at once. */
    boolean goOn() {
        List<Progress> all = builds.of(projection.name());
        if (all.isEmpty()) {
            transactions.executeWithoutResult(_ -> begin());
            return true;
        }
        boolean more = false;
        for (Progress each : all) {
            switch (each.state()) {
                case ACTIVE, BUILDING ->
                    more |= Boolean.TRUE.equals(transactions.execute(_ -> advance(each.build())));
                case RETIRED -> unlessLocked(() -> builds.drop(projection, each.build()));
                case DIFFERS -> {}
            }
        }
        if (!more) {
            all.stream()
                    .filter(each -> each.state() == State.BUILDING)
                    .forEach(each -> unlessLocked(() -> finish(each.build())));
        }
        return more;
    }

    /** The first build ever is read at once, and fills before the eyes of whoever asks. */
    private void begin() {
        builds.lock(projection.name());
        if (builds.of(projection.name()).isEmpty()) {
            builds.show(projection, builds.add(projection, "start"));
        }
    }

    /** Who reads for long is not pushed aside, and holds nobody else up: there is a next time. */
    private void unlessLocked(Runnable change) {
        try {
            transactions.executeWithoutResult(_ -> change.run());
        } catch (PessimisticLockingFailureException busy) {
            log.debug("{} is being read; later", projection.name(), busy);
        }
    }

    /** A page; returns whether it was a full one. */
    private boolean advance(Build build) {
        Optional<Progress> taken = builds.take(build);
        if (taken.isEmpty()) {
            return false;
        }
        Progress from = taken.get();
        Page page = store.readAll(from.position(), wanted, PAGE);
        if (!page.upTo().equals(from.position())) {
            apply(page.events(), from.build(), page.upTo());
        }
        return page.events().size() == PAGE;
    }

    private void apply(List<StoredEvent> events, Build build, Position upTo) {
        if (!events.isEmpty()) {
            projection.apply(events, build);
        }
        builds.moved(build, upTo, events.size());
    }

    /** At one position, with nobody at either, the two can be compared. */
    private void finish(Build made) {
        builds.lock(projection.name());
        List<Progress> all = builds.lockAll(projection.name());
        Optional<Progress> active =
                all.stream().filter(each -> each.state() == State.ACTIVE).findFirst();
        Optional<Progress> building = all.stream()
                .filter(each -> each.build().equals(made) && each.state() == State.BUILDING)
                .findFirst();
        if (active.isPresent() && building.isPresent()) {
            Position both = max(active.get().position(), building.get().position());
            bring(active.get(), both);
            bring(building.get(), both);
            compare(active.get().build(), made);
        }
    }

    /** To a position that another build has reached already, so that all events up to it can be seen. */
    private void bring(Progress from, Position to) {
        Position at = from.position();
        while (at.compareTo(to) < 0) {
            Page page = store.readAll(at, wanted, PAGE);
            List<StoredEvent> before = page.events().stream()
                    .filter(event -> event.position().compareTo(to) <= 0)
                    .toList();
            at = page.upTo().compareTo(to) < 0 ? page.upTo() : to;
            apply(before, from.build(), at);
        }
    }

    private void compare(Build old, Build made) {
        String before = builds.checksum(projection, old);
        String after = builds.checksum(projection, made);
        if (before.equals(after)) {
            builds.show(projection, made);
            builds.audit(made, "took the place of build %d, checksum %s".formatted(old.number(), after), "");
            log.info("Build {} of {} takes the place of build {}", made.number(), made.projection(), old.number());
        } else {
            String note = "build %d has %s, build %d has %s".formatted(made.number(), after, old.number(), before);
            builds.mark(made, State.DIFFERS, note);
            log.warn("Two builds of {} differ: {}", projection.name(), note);
        }
    }

    private static Position max(Position one, Position other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
