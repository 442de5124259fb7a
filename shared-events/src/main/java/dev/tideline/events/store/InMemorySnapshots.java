package dev.tideline.events.store;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** Beside an {@link InMemoryEventStore}. Thread-safe. */
public final class InMemorySnapshots implements Snapshots {

    private static final Comparator<Snapshot> NEWER =
            Comparator.comparingInt(Snapshot::schema).thenComparingLong(Snapshot::version);

    private final Map<StreamId, Snapshot> newest = new ConcurrentHashMap<>();

    @Override
    public void keep(Snapshot snapshot) {
        newest.merge(snapshot.stream(), snapshot, BinaryOperator.maxBy(NEWER));
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, int schema) {
        return Optional.ofNullable(newest.get(stream)).filter(kept -> kept.schema() == schema);
    }
}
