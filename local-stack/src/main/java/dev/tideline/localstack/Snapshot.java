package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the supervisor tells {@code status}, through a file of tab-separated lines.
 *
 * @param startUp how long the last {@code up} took; empty while it is under way
 */
record Snapshot(Optional<Duration> startUp, List<Row> rows) {

    /** @param pid 0 when there is no process */
    record Row(String name, Watched.State state, long pid, int port, Instant since, int restarts) {
        private String line() {
            return String.join("\t", name, state.name(), "" + pid, "" + port, "" + since.toEpochMilli(), "" + restarts);
        }

        private static Row parse(String line) {
            var cell = line.split("\t", -1);
            return new Row(
                    cell[0],
                    Watched.State.valueOf(cell[1]),
                    Long.parseLong(cell[2]),
                    Integer.parseInt(cell[3]),
                    Instant.ofEpochMilli(Long.parseLong(cell[4])),
                    Integer.parseInt(cell[5]));
        }
    }

    void write(Home home) {
        var first = startUp.map(it -> Long.toString(it.toMillis())).orElse("");
        var beside = file(home).resolveSibling("state.new");
        try {
            Files.write(
                    beside,
                    Stream.concat(Stream.of(first), rows.stream().map(Row::line))
                            .toList());
            Files.move(beside, file(home), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Snapshot> read(Home home) {
        try {
            var lines = Files.readAllLines(file(home));
            var startUp = Optional.of(lines.getFirst())
                    .filter(it -> !it.isEmpty())
                    .map(it -> Duration.ofMillis(Long.parseLong(it)));
            return Optional.of(
                    new Snapshot(startUp, lines.stream().skip(1).map(Row::parse).toList()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("state");
    }
}
