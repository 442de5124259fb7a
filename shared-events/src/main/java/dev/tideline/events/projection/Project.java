package dev.tideline.events.projection;

import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.EventFilter;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Page;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings every build of a projection on, a page in a transaction, and puts a new one in the place of the active one as soon as it has come
 * as far. Instances share the work: each build is one's at a time.
 */
final class Project {

    private static final Logger log = LoggerFactory.getLogger(Project.class);
    private static final int PAGE = 1_000;

    private final Projection projection;
    private final Builds builds;
    private final EventStore store;
    private final TransactionOperations transactions;

    Project(Projection projection, Builds builds, EventStore store, TransactionOperations transactions) {
        this.projection = projection;
        this.builds = builds;
        this.store = store;
        this.transactions = transactions;
    }

    /** Returns whether there may be more to do at once. */
    boolean goOn() {
        List<Progress> all = builds.of(projection.name());
        if (all.isEmpty()) {
            transactions.executeWithoutResult(_ -> begin());
            return true;
        }
        boolean more = false;
        for (Progress each : all) {
            if (each.state() != State.DIFFERS) {
                more |= Boolean.TRUE.equals(transactions.execute(_ -> advance(each.build())));
            }
        }
        if (!more && all.stream().anyMatch(each -> each.state() == State.BUILDING)) {
            transactions.executeWithoutResult(_ -> compare());
        }
        return more;
    }

    /** The first build ever is read at once, and fills before the eyes of whoever asks. */
    private void begin() {
        builds.lock(projection.name());
        if (builds.of(projection.name()).isEmpty()) {
            Build first = builds.add(projection, State.BUILDING, "");
            builds.audit(first, "first", "");
            builds.show(projection, first);
        }
    }

    /** One page; returns whether it was a full one. */
    private boolean advance(Build build) {
        Optional<Progress> taken = builds.take(build);
        return taken.isPresent() && advance(taken.get());
    }

    private boolean advance(Progress from) {
        Page page = store.readAll(from.position(), new EventFilter(projection.types(), null, null), PAGE);
        if (page.upTo().equals(from.position())) {
            return false;
        }
        if (!page.events().isEmpty()) {
            projection.apply(page.events(), from.build());
        }
        builds.moved(from.build(), page.upTo(), page.events().size());
        return page.events().size() == PAGE;
    }

    /** With nobody at any of them, at one position, what they have come to can be compared. */
    private void compare() {
        builds.lock(projection.name());
        List<Progress> all = builds.lockAll(projection.name());
        for (boolean more = true; more; ) {
            more = false;
            for (Progress each : builds.of(projection.name())) {
                more |= each.state() != State.DIFFERS && advance(each);
            }
        }
        Optional<Progress> active = all.stream().filter(each -> each.state() == State.ACTIVE).findFirst();
        for (Progress each : all) {
            if (each.state() == State.BUILDING && active.isPresent()) {
                compare(active.get().build(), each.build());
            }
        }
    }

    private void compare(Build old, Build made) {
        String before = builds.checksum(projection, old);
        String after = builds.checksum(projection, made);
        if (before.equals(after)) {
            switchTo(old, made);
            builds.audit(made, "took the place of build " + old.number() + ", checksum " + after, "");
            log.info("Build {} of {} is the same as build {} and takes its place", made.number(), made.projection(), old.number());
        } else {
            builds.differs(made, "checksum %s, that of build %d is %s".formatted(after, old.number(), before));
            log.warn("Build {} of {} differs from build {}: {} is not {}", made.number(), made.projection(), old.number(), after, before);
        }
    }

    /** In the caller's transaction. */
    void switchTo(Build old, Build made) {
        builds.retire(old);
        builds.show(projection, made);
        builds.drop(projection, old);
    }
}
