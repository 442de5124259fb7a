package dev.tideline.events.store;

/**
 * When a snapshot is taken, and of which schema.
 *
 * @param every so many events; 0 for never
 * @param schema goes up with every change of the state's record, or of what events do to it: older snapshots are then ignored
 */
public record SnapshotRule(int every, int schema) {

    public static final SnapshotRule NEVER = new SnapshotRule(0, 0);

    public static SnapshotRule every(int events, int schema) {
        if (events < 1) {
            throw new IllegalArgumentException("A snapshot every " + events + " events");
        }
        return new SnapshotRule(events, schema);
    }

    /** Whether one is due when a stream comes from one version to another. */
    boolean due(long before, long after) {
        return every > 0 && before / every < after / every;
    }
}
