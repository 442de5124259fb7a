package dev.tideline.events.store;

import dev.tideline.events.OnEventStore;
import dev.tideline.testing.store.SnapshotsContract;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;

@OnEventStore
@ContextConfiguration(classes = PostgresEventStoreTest.App.class)
class PostgresSnapshotsTest extends SnapshotsContract {

    @Autowired
    private Snapshots snapshots;

    @Override
    protected Snapshots snapshots() {
        return snapshots;
    }
}
