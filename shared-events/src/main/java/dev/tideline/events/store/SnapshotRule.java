package dev.tideline.events.store;

/**
 * When a snapshot is taken, and which of them are still good.
 *
 * @param every so many events; 0 for never
 * @param edition goes up when events come to mean something else for the same state; when the components of the state change, older
 *     snapshots are left alone by themselves
 */
public record SnapshotRule(int every, int edition) {

    public static final SnapshotRule NEVER = new SnapshotRule(0, 0);

    public static SnapshotRule every(int events, int edition) {
        if (events < 1) {
            throw new IllegalArgumentException("A snapshot every " + events + " events");
        }
        return new SnapshotRule(events, edition);
    }

    /** Whether one is due when a stream comes from one version to another. */
    boolean due(long before, long after) {
        return every > 0 && before / every < after / every;
    }
}
