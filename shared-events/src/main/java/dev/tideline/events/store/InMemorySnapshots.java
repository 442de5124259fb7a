package dev.tideline.events.store;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** Beside an {@link InMemoryEventStore}. Thread-safe. */
public final class InMemorySnapshots implements Snapshots {

    private record Key(StreamId stream, String schema) {}

    private final Map<Key, Snapshot> newest = new ConcurrentHashMap<>();

    @Override
    public void keep(Snapshot snapshot) {
        newest.merge(
                new Key(snapshot.stream(), snapshot.schema()),
                snapshot,
                BinaryOperator.maxBy(Comparator.comparingLong(Snapshot::version)));
    }

    @Override
    public Optional<Snapshot> find(StreamId stream, String schema) {
        return Optional.ofNullable(newest.get(new Key(stream, schema)));
    }
}
