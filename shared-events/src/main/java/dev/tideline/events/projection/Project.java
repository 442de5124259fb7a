package dev.tideline.events.projection;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.EventFilter;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Page;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the builds of a projection on, a page in a transaction, and puts a new one in the place of the active one as soon as it has come
 * as far and is the same. Instances share the work: each build is one's at a time.
 */
final class Project {

    /** What came of a try to bring a build on. */
    private enum Step {
        MORE,
        CAUGHT_UP,
        BUSY
    }

    private static final Logger log = LoggerFactory.getLogger(Project.class);
    private static final int PAGE = 1_000;
    private static final int STREAMS = 100;
    private static final Set<String> IN_USE = Set.of("55P03", "40P01");

    private final Projection projection;
    private final Builds builds;
    private final EventStore store;
    private final TransactionOperations transactions;
    private final TransactionOperations glance;
    private final EventFilter wanted;
    private int rest;
    private volatile long caughtUpAt = System.nanoTime();

    Project(Projection projection, Builds builds, EventStore store, TransactionTemplate transactions) {
        this.projection = projection;
        this.builds = builds;
        this.store = store;
        this.transactions = transactions;
        this.glance = glance(transactions);
        this.wanted = new EventFilter(projection.types(), null, null);
    }

    /** One look at everything. */
    private static TransactionOperations glance(TransactionTemplate transactions) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        definition.setReadOnly(true);
        return new TransactionTemplate(requireNonNull(transactions.getTransactionManager()), definition);
    }

    /** Makes sure that there is something to read. The first build ever is read while it fills. */
    void begin() {
        transactions.executeWithoutResult(_ -> {
            builds.lock(projection.name());
            List<Progress> all = builds.of(projection.name());
            if (all.stream().allMatch(each -> each.version() < projection.version())) {
                Build first = builds.add(projection, "version " + projection.version());
                if (all.isEmpty()) {
                    builds.show(projection, first);
                }
            }
        });
    }

    String name() {
        return projection.name();
    }

    /** How long ago the build that is read was seen to have come to the end, by whichever instance. */
    Duration behind() {
        return Duration.ofNanos(System.nanoTime() - caughtUpAt);
    }

    /** Returns whether there is more to do at once. A build that fails is no reason to leave the others alone. */
    boolean goOn() {
        List<Progress> all = builds.of(projection.name());
        Map<State, Set<Build>> caughtUp = new EnumMap<>(State.class);
        boolean more = false;
        RuntimeException failed = null;
        for (Progress each : all) {
            if (each.state() == State.RETIRED || each.version() != projection.version()) {
                continue;
            }
            try {
                Step step = stepOf(each);
                more |= step == Step.MORE;
                if (step == Step.CAUGHT_UP) {
                    caughtUpAt = each.state() == State.ACTIVE ? System.nanoTime() : caughtUpAt;
                    caughtUp.computeIfAbsent(each.state(), _ -> new HashSet<>()).add(each.build());
                }
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        more |= repair();
        for (Build made : caughtUp.getOrDefault(State.BUILDING, Set.of())) {
            finish(made);
        }
        if (rest-- <= 0) {
            rest = 0;
            all.stream()
                    .filter(each -> each.state() == State.READY && each.version() == projection.version())
                    .forEach(this::takePlace);
            all.stream().filter(each -> each.state() == State.RETIRED).forEach(this::drop);
        }
        if (failed != null) {
            throw failed;
        }
        return more;
    }

    /** The next few streams of those that are to be made anew. */
    private boolean repair() {
        return projection instanceof ProjectionByStream byStream
                && Boolean.TRUE.equals(transactions.execute(_ -> builds.takeRepair(projection.name())
                        .filter(repair -> repair(byStream, repair))
                        .isPresent()));
    }

    private boolean repair(ProjectionByStream byStream, Repair repair) {
        Optional<Progress> active =
                active().filter(each -> builds.tryLock(each.build())).flatMap(each -> current(each.build()));
        if (active.isEmpty()) {
            return false;
        }
        List<StreamId> next = store.streams(repair.streamType(), repair.afterId(), STREAMS);
        next.forEach(stream -> new MakeAnew(byStream, store).stream(stream, active.get()));
        if (next.size() < STREAMS) {
            builds.endRepair(repair);
            builds.audit(
                    active.get().build(),
                    "made %d %s streams anew".formatted(repair.streams() + next.size(), repair.streamType()),
                    "");
        } else {
            builds.repaired(repair, next.getLast().id(), next.size());
        }
        return true;
    }

    private Step stepOf(Progress from) {
        if (store.readAll(from.position(), EventFilter.ALL, 1).events().isEmpty()) {
            return Step.CAUGHT_UP; // and nothing is written down: an idle projection leaves the log alone
        }
        return requireNonNull(transactions.execute(_ -> advance(from.build())));
    }

    /** A page. */
    private Step advance(Build build) {
        if (!builds.tryLock(build)) {
            return Step.BUSY;
        }
        Optional<Progress> from = current(build);
        if (from.isEmpty()) {
            return Step.BUSY;
        }
        Page page = store.readAll(from.get().position(), wanted, PAGE);
        apply(page.events(), build, page.upTo());
        return page.events().size() == PAGE ? Step.MORE : Step.CAUGHT_UP;
    }

    private Optional<Progress> current(Build build) {
        return builds.of(build.projection()).stream()
                .filter(each -> each.build().equals(build))
                .findFirst();
    }

    private void apply(List<StoredEvent> events, Build build, Position upTo) {
        if (!events.isEmpty()) {
            projection.apply(events, build);
        }
        builds.moved(build, upTo, events.size());
    }

    /** Brings the two to one position, and then compares them in one snapshot, in which nobody has to be kept out. */
    private void finish(Build made) {
        if (Boolean.TRUE.equals(transactions.execute(_ -> meet(made)))) {
            String verdict = glance.execute(_ -> compare(made));
            if (verdict != null) {
                transactions.executeWithoutResult(_ -> conclude(made, verdict));
            }
        }
    }

    private boolean meet(Build made) {
        Optional<Progress> active = active();
        if (active.isEmpty() || !builds.tryLock(active.get().build()) || !builds.tryLock(made)) {
            return false;
        }
        Optional<Progress> one = current(active.get().build());
        Optional<Progress> other = current(made);
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        Position both = max(one.get().position(), other.get().position());
        return bring(other.get(), both) && (one.get().version() != projection.version() || bring(one.get(), both));
    }

    /** To a position that another build has reached already; by a page, which says whether that was enough. */
    private boolean bring(Progress from, Position to) {
        if (from.position().compareTo(to) >= 0) {
            return true;
        }
        Page page = store.readAll(from.position(), wanted, PAGE);
        List<StoredEvent> before = page.events().stream()
                .filter(event -> event.position().compareTo(to) <= 0)
                .toList();
        Position reached = page.upTo().compareTo(to) < 0 ? page.upTo() : to;
        apply(before, from.build(), reached);
        return reached.equals(to);
    }

    /** Returns what is wrong with it; nothing, if all is well; null where the two have moved apart again. */
    private @Nullable String compare(Build made) {
        Optional<Progress> active = active();
        Optional<Progress> building = current(made);
        if (active.isEmpty() || building.isEmpty()) {
            return null;
        }
        if (active.get().version() != building.get().version()) {
            return building.get().position().compareTo(active.get().position()) >= 0 ? "" : null;
        }
        if (!active.get().position().equals(building.get().position())) {
            return null;
        }
        String before = builds.checksum(projection, active.get().build());
        String after = builds.checksum(projection, made);
        return before.equals(after)
                ? ""
                : "build %d has %s, build %d has %s"
                        .formatted(made.number(), after, active.get().build().number(), before);
    }

    private void conclude(Build made, String verdict) {
        builds.lock(projection.name());
        if (current(made).filter(each -> each.state() == State.BUILDING).isEmpty()) {
            return;
        }
        builds.mark(made, verdict.isEmpty() ? State.READY : State.DIFFERS, verdict);
        if (verdict.isEmpty()) {
            builds.analyze(projection, made);
        } else {
            log.warn("Two builds of {} differ: {}", projection.name(), verdict);
        }
    }

    private void takePlace(Progress ready) {
        boolean done = unlessInUse(() -> {
            builds.lock(projection.name());
            if (current(ready.build())
                            .filter(each -> each.state() == State.READY)
                            .isEmpty()
                    || !isAsFarAsActive(ready.build())) {
                return false;
            }
            builds.show(projection, ready.build());
            builds.audit(ready.build(), "took its place", "");
            return true;
        });
        if (done) {
            log.info("Build {} of {} is the one that is read", ready.build().number(), projection.name());
        }
    }

    /** What was seen must not be gone again. */
    private boolean isAsFarAsActive(Build build) {
        Position active = active().map(Progress::position).orElse(Position.START);
        return current(build)
                .filter(each -> each.position().compareTo(active) >= 0)
                .isPresent();
    }

    private void drop(Progress retired) {
        boolean done = unlessInUse(() -> {
            builds.lock(projection.name());
            builds.drop(projection, retired.build());
            return true;
        });
        if (done) {
            log.info("Build {} of {} is gone", retired.build().number(), projection.name());
        }
    }

    /** Who reads for long is not pushed aside, and not asked too often: others would wait behind us. */
    private boolean unlessInUse(BooleanSupplier change) {
        try {
            return Boolean.TRUE.equals(transactions.execute(_ -> change.getAsBoolean()));
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException cause && IN_USE.contains(cause.getSQLState())) {
                log.debug("{} is being read; later", projection.name(), e);
                rest = 20;
                return false;
            }
            throw e;
        }
    }

    private Optional<Progress> active() {
        return builds.of(projection.name()).stream()
                .filter(each -> each.state() == State.ACTIVE)
                .findFirst();
    }

    private static Position max(Position one, Position other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
