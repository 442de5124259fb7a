package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() {
        var home = new Home(folder, folder).create();
        var rows = List.of(
                new Snapshot.Row("kafka", Watched.State.UP, 42, 9092, Instant.ofEpochMilli(1), 3),
                new Snapshot.Row("todo-service", Watched.State.RESTING, 0, 8081, Instant.ofEpochMilli(2), 0));
        var starting = new Snapshot(Optional.empty(), rows);
        var started = new Snapshot(Optional.of(Duration.ofMillis(21_300)), rows);

        starting.write(home);
        assertThat(Snapshot.read(home)).contains(starting);
        started.write(home);
        assertThat(Snapshot.read(home)).contains(started);
    }

    @Test
    void isAbsentBeforeTheFirstUp() {
        assertThat(Snapshot.read(new Home(folder, folder).create())).isEmpty();
    }
}
