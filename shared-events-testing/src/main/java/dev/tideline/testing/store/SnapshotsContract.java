package dev.tideline.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.store.Snapshot;
import dev.tideline.events.store.Snapshots;
import dev.tideline.events.store.StreamId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What aggregates rely on, whatever keeps the snapshots. */
public abstract class SnapshotsContract {

    private final StreamId stream = new StreamId("counter", UUID.randomUUID().toString());

    protected abstract Snapshots snapshots();

    @Test
    void newestIsKept() {
        assertThat(snapshots().find(stream, "1")).isEmpty();
        snapshots().keep(at("1", 20));
        snapshots().keep(at("1", 10));
        assertThat(snapshots().find(stream, "1")).contains(at("1", 20));
        snapshots().keep(at("1", 30));
        assertThat(snapshots().find(stream, "1")).contains(at("1", 30));
    }

    /** As while some instances are of the next release already. */
    @Test
    void eachSchemaHasItsOwn() {
        snapshots().keep(at("1", 20));
        snapshots().keep(at("2", 10));
        assertThat(snapshots().find(stream, "1")).contains(at("1", 20));
        assertThat(snapshots().find(stream, "2")).contains(at("2", 10));
        assertThat(snapshots().find(stream, "3")).isEmpty();
    }

    @Test
    void stateComesBackToTheLetter() {
        Snapshot odd = new Snapshot(stream, "1", 1, "{\"amount\": 1E+3, \"text\": \"\\u0000 \uD83C\uDF0A\"}");
        snapshots().keep(odd);
        assertThat(snapshots().find(stream, "1")).contains(odd);
    }

    private Snapshot at(String schema, long version) {
        return new Snapshot(stream, schema, version, "{\"version\":" + version + "}");
    }
}
