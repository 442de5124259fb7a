package dev.tideline.events.store;

import dev.tideline.testing.store.SnapshotsContract;

class InMemorySnapshotsTest extends SnapshotsContract {

    private final Snapshots snapshots = new InMemorySnapshots();

    @Override
    protected Snapshots snapshots() {
        return snapshots;
    }
}
