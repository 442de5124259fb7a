package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Says things to whoever typed {@code up} until they have their prompt back, and to the log always. */
final class Terminal {
    private final Path log;
    private final long start = System.nanoTime();

    Terminal(Path log) {
        this.log = log;
    }

    void say(String line) {
        System.out.println(line);
        try {
            Files.writeString(
                    log,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS) + "  " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void progress(String what) {
        say(String.format(Locale.ROOT, "%6.1f s  %s", elapsed().toMillis() / 1000.0, what));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** {@code ./tideline up} waits for the end of this stream. */
    void release() {
        System.out.close();
    }
}
