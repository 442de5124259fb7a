package dev.tideline.proving;

import dev.tideline.testing.servers.Tether;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A process that can be ended in every way and started again; each start is another generation, with a log of its own. Not thread-safe.
 */
final class Replica {

    private static final int LAST_WORDS = 12;

    private final String name;
    private final Path logs;
    private final IntFunction<List<String>> command;
    private @Nullable Process process;
    private int generation;
    private boolean wanted;

    /** @param command by generation */
    Replica(String name, Path logs, IntFunction<List<String>> command) {
        this.name = name;
        this.logs = logs;
        this.command = command;
    }

    void start() {
        if (alive()) {
            return;
        }
        generation++;
        wanted = true;
        process = Tether.start(new ProcessBuilder(command.apply(generation))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile()));
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    /** Whether it has ended though nobody ended it. */
    boolean fell() {
        return wanted && !alive();
    }

    /** Whether it was started and not ended. */
    boolean wanted() {
        return wanted;
    }

    void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly();
            ended(process);
        }
    }

    /** Asks it to end, and insists after a while. */
    void end() {
        wanted = false;
        if (process != null) {
            process.destroy();
            if (!ended(process)) {
                kill();
            }
        }
    }

    /** What its present generation says. */
    Path log() {
        return logs.resolve(generation() + ".log");
    }

    /** Whether it is there, and the end of its log. */
    String lastWords() {
        try {
            List<String> said = Files.readAllLines(log());
            List<String> last = said.subList(Math.max(0, said.size() - LAST_WORDS), said.size());
            return "%s %s:%n%s".formatted(this, alive() ? "runs" : "has ended", String.join("\n", last));
        } catch (IOException e) {
            return "%s: %s".formatted(this, e);
        }
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    String name() {
        return name;
    }

    /** The name, and which of its lives it is in. */
    String generation() {
        return name + "-" + generation;
    }

    private void signal(String signal) {
        if (process != null) {
            Signal.send(signal, process.toHandle());
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return generation() + (process == null ? "" : " (" + process.pid() + ")");
    }

    /** What Java cannot send by itself. */
    static final class Signal {

        private Signal() {}

        static void send(String signal, ProcessHandle process) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
