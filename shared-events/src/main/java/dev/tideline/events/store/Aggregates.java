package dev.tideline.events.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tideline.events.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the aggregates of one kind from their streams, and appends to these what was decided. */
public final class Aggregates<S extends Record, E extends DomainEvent> {

    private static final Logger log = LoggerFactory.getLogger(Aggregates.class);
    private static final int PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final Aggregate<S, E> kind;
    private final EventStore store;
    private final Snapshots snapshots;

    public Aggregates(Aggregate<S, E> kind, EventStore store, Snapshots snapshots) {
        this.kind = kind;
        this.store = store;
        this.snapshots = snapshots;
    }

    public Current<S> load(String id) {
        StreamId stream = stream(id);
        return replay(fromSnapshot(stream).orElseGet(() -> new Current<>(stream, 0, kind.initial())), each -> true);
    }

    /** What it was at that time: of its events those that happened until then, the time itself included. */
    public Current<S> asOf(String id, Instant time) {
        return replay(new Current<>(stream(id), 0, kind.initial()), event -> {
            Instant happened = event.event().metadata().time();
            return happened == null || !happened.isAfter(time);
        });
    }

    /** From one version on, no more than the limit. */
    public List<StoredEvent> history(String id, long fromVersion, int limit) {
        return store.read(stream(id), fromVersion, limit);
    }

    /** Appends what was decided on that state, in the caller's transaction, and takes a snapshot where one is due. */
    public Append append(Current<S> decidedOn, List<? extends E> events) {
        Append append = store.append(decidedOn.stream(), decidedOn.version(), events);
        if (append instanceof Append.Appended appended
                && kind.snapshots().due(decidedOn.version(), appended.version())) {
            S state = kind.after(decidedOn.state(), events);
            snapshots.keep(new Snapshot(
                    decidedOn.stream(), appended.version(), kind.snapshots().schema(), JSON.writeValueAsString(state)));
        }
        return append;
    }

    /**
     * Loads, decides and appends in the caller's transaction; where somebody else has appended meanwhile, again on what they made of it.
     * The transaction has to see what others commit, as it does at read committed.
     *
     * @param attempts in all
     * @throws OptimisticLockingFailureException if each of them met a conflict
     */
    public <R> R change(String id, int attempts, Function<Current<S>, Decision<E, R>> decide) {
        for (int attempt = 1; ; attempt++) {
            Current<S> current = load(id);
            Decision<E, R> decision = decide.apply(current);
            if (decision.events().isEmpty()
                    || !(append(current, decision.events()) instanceof Append.Conflict conflict)) {
                return decision.answer();
            }
            if (attempt == attempts) {
                throw new OptimisticLockingFailureException(
                        "%s was expected at version %d and is at %d, after %d attempts"
                                .formatted(conflict.stream(), conflict.expected(), conflict.actual(), attempts));
            }
        }
    }

    private StreamId stream(String id) {
        return new StreamId(kind.type(), id);
    }

    private Optional<Current<S>> fromSnapshot(StreamId stream) {
        return kind.snapshots().every() == 0
                ? Optional.empty()
                : snapshots.find(stream, kind.snapshots().schema()).flatMap(this::read);
    }

    /** One that cannot be read is as good as none: the events are there. */
    private Optional<Current<S>> read(Snapshot snapshot) {
        try {
            return Optional.of(new Current<>(snapshot.stream(), snapshot.version(), state(snapshot.state())));
        } catch (JacksonException unfit) {
            log.warn(
                    "The snapshot of {} does not fit the state at schema {}; reading all its events instead",
                    snapshot.stream(),
                    snapshot.schema(),
                    unfit);
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // the initial state is of the class of all states
    private S state(String json) {
        return (S) JSON.readValue(json, kind.initial().getClass());
    }

    private Current<S> replay(Current<S> from, Predicate<StoredEvent> taken) {
        S state = from.state();
        long version = from.version();
        List<StoredEvent> page;
        do {
            page = store.read(from.stream(), version + 1, PAGE);
            for (StoredEvent event : page) {
                if (!taken.test(event)) {
                    return new Current<>(from.stream(), version, state);
                }
                state = kind.evolve().evolve(state, payload(event));
                version = event.version();
            }
        } while (page.size() == PAGE);
        return new Current<>(from.stream(), version, state);
    }

    private E payload(StoredEvent event) {
        Object payload = event.event().payload();
        if (!kind.events().isInstance(payload)) {
            throw new IllegalStateException("Event %d of %s is a %s, which is no %s"
                    .formatted(
                            event.version(),
                            event.stream(),
                            event.event().metadata().type(),
                            kind.events().getSimpleName()));
        }
        return kind.events().cast(payload);
    }
}
