package dev.tideline.events.projection;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.Projected;
import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/** What can be asked of projections, and done to them. */
public final class Projections implements Projected {

    private static final Set<State> NOT_READ = Set.of(State.BUILDING, State.READY, State.DIFFERS);
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LAST_LOOK = Duration.ofMillis(50);

    private final Map<String, Projection> byName;
    private final Builds builds;
    private final EventStore store;
    private final TransactionOperations transactions;
    private final Runnable wake;

    Projections(
            List<Projection> all, Builds builds, EventStore store, TransactionOperations transactions, Runnable wake) {
        this.byName = all.stream().collect(Collectors.toMap(Projection::name, Function.identity()));
        this.builds = builds;
        this.store = store;
        this.transactions = transactions;
        this.wake = wake;
    }

    public List<Progress> progress() {
        return builds.all();
    }

    /** What is being made anew stream by stream. */
    public List<Repair> repairs() {
        return builds.repairs();
    }

    @Override
    public boolean exists(String projection) {
        return byName.containsKey(projection);
    }

    /** Whether what single streams came to can be made anew in it. */
    public boolean canRebuildStreams(String projection) {
        return named(projection) instanceof ProjectionByStream;
    }

    /**
     * Whether the build that is read has come to a position, waited for no longer than that. So who has changed something and asks with the
     * position of the change sees it.
     */
    @Override
    public boolean reaches(String projection, Position position, Duration patience) {
        named(projection);
        long deadline = System.nanoTime() + patience.toNanos();
        for (Duration look = FIRST_LOOK; ; look = look.compareTo(LAST_LOOK) < 0 ? look.multipliedBy(2) : LAST_LOOK) {
            boolean there = active(projection)
                    .filter(active -> active.position().compareTo(position) >= 0)
                    .isPresent();
            if (there || System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return there;
            }
            wake.run();
            LockSupport.parkNanos(look.toNanos());
        }
    }

    private Optional<Progress> active(String projection) {
        return builds.of(projection).stream()
                .filter(each -> each.state() == State.ACTIVE)
                .findFirst();
    }

    /** Begins a new build beside the one that is read; it takes its place by itself. */
    public Build rebuild(String projection, String who) {
        Projection wanted = named(projection);
        Build build = transactions.execute(_ -> {
            builds.lock(projection);
            return builds.add(wanted, who);
        });
        wake.run();
        return requireNonNull(build);
    }

    /**
     * Makes what one stream came to anew, in the build that is read, in one transaction. Returns the number of its events.
     *
     * @throws IllegalArgumentException if that projection cannot
     */
    public int rebuild(String projection, StreamId stream, String who) {
        MakeAnew anew = new MakeAnew(byStream(projection), store);
        Integer events = EventContext.acrossTenants(() -> transactions.execute(_ -> {
            builds.lock(projection);
            Progress active = standing(projection);
            builds.audit(active.build(), "made " + stream + " anew", who);
            return anew.stream(stream, active);
        }));
        return requireNonNull(events);
    }

    /**
     * Has what all streams of one type came to made anew, in the build that is read, one after the other; goes on after a restart.
     *
     * @throws IllegalArgumentException if that projection cannot
     */
    public void rebuild(String projection, String streamType, String who) {
        byStream(projection);
        transactions.executeWithoutResult(_ -> {
            builds.lock(projection);
            builds.beginRepair(projection, streamType);
            builds.audit(active(projection).orElseThrow().build(), "to make all " + streamType + " streams anew", who);
        });
        wake.run();
    }

    private ProjectionByStream byStream(String projection) {
        if (named(projection) instanceof ProjectionByStream byStream) {
            return byStream;
        }
        throw new IllegalArgumentException(projection + " can be made anew as a whole only");
    }

    /** The build that is read, which nobody else moves from here to the end of the transaction. */
    private Progress standing(String projection) {
        while (true) {
            Progress active = active(projection).orElseThrow();
            if (builds.tryLock(active.build())) {
                return active(projection).orElseThrow();
            }
            LockSupport.parkNanos(FIRST_LOOK.toNanos());
        }
    }

    /** Has a build that differs take the place of the one that is read all the same, soon. Returns false where it does not stand like that. */
    public boolean accept(String projection, int number, String who) {
        return decide(projection, number, Set.of(State.DIFFERS), build -> {
            builds.mark(build, State.READY, "accepted");
            builds.audit(build, "accepted", who);
        });
    }

    /** Drops a build that is not read, whether it differs or is still on its way. Returns false where there is none like that. */
    public boolean reject(String projection, int number, String who) {
        return decide(projection, number, NOT_READ, build -> {
            builds.mark(build, State.RETIRED, "rejected");
            builds.audit(build, "rejected", who);
        });
    }

    private boolean decide(String projection, int number, Set<State> standing, Consumer<Build> decision) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            builds.lock(projection);
            return builds.of(projection).stream()
                    .filter(each -> each.build().number() == number && standing.contains(each.state()))
                    .findFirst()
                    .map(each -> {
                        decision.accept(each.build());
                        return true;
                    })
                    .orElse(false);
        }));
    }

    private Projection named(String projection) {
        Projection found = byName.get(projection);
        if (found == null) {
            throw new IllegalArgumentException("There is no projection " + projection);
        }
        return found;
    }
}
