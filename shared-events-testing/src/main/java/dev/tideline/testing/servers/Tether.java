package dev.tideline.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that do not outlive this JVM, not even a {@code kill -9} of it, where {@code setpriv} (util-linux) is installed.
 * Elsewhere they do, and whoever starts next has to look for them.
 */
public final class Tether {
    // Linux signals the children when the thread that started them ends, so that one thread has to start all of them
    // and stay.
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("tether").unstarted(work));

    private static final boolean AVAILABLE = succeeds("setpriv", "--pdeathsig", "TERM", "true");

    private Tether() {}

    /** The command, wrapped so that its process gets {@code signal} ({@code TERM}, {@code INT}, …) when its starter dies. */
    public static List<String> tie(String signal, List<String> command) {
        if (!AVAILABLE) {
            return new ArrayList<>(command);
        }
        var tied = new ArrayList<>(List.of("setpriv", "--pdeathsig", signal));
        tied.addAll(command);
        return tied;
    }

    /** Starts on a thread that lives as long as this JVM. */
    public static Process start(ProcessBuilder process) {
        try {
            return STARTER.submit(process::start).get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("Cannot start " + process.command(), e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting " + process.command(), e);
        }
    }

    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
