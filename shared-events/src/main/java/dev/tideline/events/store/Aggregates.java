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
public final class Aggregates<S, E extends DomainEvent> {

    private static final Logger log = LoggerFactory.getLogger(Aggregates.class);
    private static final int PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final Aggregate<S, E> kind;
    private final EventStore store;
    private final Snapshots snapshots;
    private final String schema;

    public Aggregates(Aggregate<S, E> kind, EventStore store, Snapshots snapshots) {
        this.kind = kind;
        this.store = store;
        this.snapshots = snapshots;
        this.schema = kind.snapshots().edition() + "-" + Shape.of(kind.states());
    }

    public Current<S> load(String id) {
        StreamId stream = stream(id);
        Current<S> begin = fromSnapshot(stream).orElseGet(() -> new Current<>(stream, 0, kind.initial()));
        return replay(begin, _ -> true);
    }

    /** What it was at that time: all that happened before the first event with a later one. */
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
            keep(decidedOn.stream(), appended.version(), kind.after(decidedOn.state(), events));
        }
        return append;
    }

    /**
     * Loads, decides and appends in the caller's transaction; where somebody else has appended meanwhile, again on what they made of it.
     * The transaction has to see what others commit, as it does at read committed.
     *
     * @param attempts in all, at least one
     * @throws OptimisticLockingFailureException if each of them met a conflict
     */
    public <R> Changed<R> change(String id, int attempts, Function<Current<S>, Decision<E, R>> decide) {
        for (int attempt = 1; ; attempt++) {
            Current<S> current = load(id);
            Decision<E, R> decision = decide.apply(current);
            if (decision.events().isEmpty()) {
                return new Changed<>(decision.answer(), Position.START);
            }
            switch (append(current, decision.events())) {
                case Append.Appended appended -> {
                    return new Changed<>(decision.answer(), appended.position());
                }
                case Append.Conflict conflict -> {
                    if (attempt >= attempts) {
                        throw new OptimisticLockingFailureException(
                                "%s was expected at version %d and is at %d, after %d attempts"
                                        .formatted(conflict.stream(), conflict.expected(), conflict.actual(), attempt));
                    }
                }
            }
        }
    }

    private StreamId stream(String id) {
        return new StreamId(kind.type(), id);
    }

    /** A state that cannot be written is no reason to refuse the events that led to it. */
    private void keep(StreamId stream, long version, S state) {
        String json;
        try {
            json = JSON.writerFor(kind.states()).writeValueAsString(state);
        } catch (JacksonException unfit) {
            log.warn("No snapshot of {} at version {}: its state cannot be written", stream, version, unfit);
            return;
        }
        snapshots.keep(new Snapshot(stream, schema, version, json));
    }

    private Optional<Current<S>> fromSnapshot(StreamId stream) {
        return kind.snapshots().every() == 0
                ? Optional.empty()
                : snapshots.find(stream, schema).flatMap(this::read);
    }

    /** One that cannot be read is as good as none: the events are there. */
    private Optional<Current<S>> read(Snapshot snapshot) {
        try {
            S state = JSON.readValue(snapshot.state(), kind.states());
            return Optional.of(new Current<>(snapshot.stream(), snapshot.version(), state));
        } catch (JacksonException unfit) {
            log.warn(
                    "The snapshot of {} at version {} does not fit its state; reading all events instead",
                    snapshot.stream(),
                    snapshot.version(),
                    unfit);
            return Optional.empty();
        }
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
