package dev.tideline.events.store;

import java.util.Optional;

/** The newest snapshot of each stream and schema. All of them can be lost without harm. */
public interface Snapshots {

    /** Keeps it, in the caller's transaction where there is one, unless a newer one is there. */
    void keep(Snapshot snapshot);

    Optional<Snapshot> find(StreamId stream, String schema);
}
