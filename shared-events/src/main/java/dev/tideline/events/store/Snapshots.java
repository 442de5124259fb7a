package dev.tideline.events.store;

import java.util.Optional;

/** The newest snapshot of each stream. All of them can be lost without harm. */
public interface Snapshots {

    /** Keeps it, in the caller's transaction where there is one, unless a newer one of the same schema is there. */
    void keep(Snapshot snapshot);

    /** Of that schema only: one of another is of no use to the caller. */
    Optional<Snapshot> find(StreamId stream, int schema);
}
