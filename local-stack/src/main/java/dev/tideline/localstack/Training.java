package dev.tideline.localstack;

import dev.tideline.testing.servers.Tether;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the AOT caches that are missing, one program at a time and at the lowest priority, once the suite is up: whoever typed
 * {@code up} waits for none of it, and the next start is the quicker one.
 */
final class Training {
    /** @param run the program, told where to write its cache */
    record Lesson(String name, Path archive, Function<Path, ProcessBuilder> run) {
        Path draft() {
            return archive.resolveSibling(archive.getFileName() + ".draft");
        }
    }

    private final Queue<Lesson> lessons;
    private final Consumer<String> report;
    private @Nullable Process process;

    Training(List<Lesson> lessons, Consumer<String> report) {
        this.lessons = new ArrayDeque<>(
                lessons.stream().filter(it -> !Files.exists(it.archive())).toList());
        this.report = report;
    }

    void tick() {
        var lesson = lessons.peek();
        if (lesson == null) {
            return;
        }
        if (process == null) {
            process = Tether.start(lesson.run().apply(lesson.draft()));
        } else if (!process.isAlive()) {
            process = null;
            lessons.remove();
            finish(lesson);
        }
    }

    void stop() {
        if (process != null) {
            var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()));
            Processes.end(all.toList(), Duration.ZERO);
        }
    }

    private void finish(Lesson lesson) {
        try {
            if (Files.exists(lesson.draft())) {
                Files.move(lesson.draft(), lesson.archive());
                report.accept("the next start of " + lesson.name() + " is quicker: its AOT cache is written");
            } else {
                report.accept("no AOT cache for " + lesson.name() + "; see training.log");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
