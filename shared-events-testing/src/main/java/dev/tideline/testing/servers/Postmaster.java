package dev.tideline.testing.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The file in which Postgres names the process that owns a data folder, and says whether that process is ready. */
record Postmaster(Path data) {
    private static final int STATUS_LINE = 7;

    boolean ready(Process process) throws IOException {
        var lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(process.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * Ends a Postgres that survived its JVM on this data folder: a start beside it would fail, or report ready against the old one. A
     * file whose process id now belongs to something else is removed, because Postgres would refuse to start over it. Returns whether there was one to end.
     */
    boolean endOrphan(PostgresBinaries binaries) throws IOException, InterruptedException {
        var owner = owner();
        if (owner.isEmpty()) {
            return false;
        }
        if (!serves(owner.get())) {
            Files.deleteIfExists(file());
            return false;
        }
        fastShutdown(binaries);
        if (!endsWithin(owner.get(), 15)) {
            owner.get().destroyForcibly();
            endsWithin(owner.get(), 5);
        }
        return true;
    }

    void fastShutdown(PostgresBinaries binaries) throws IOException, InterruptedException {
        new ProcessBuilder(binaries.command("pg_ctl", "stop", "-W", "-m", "fast", "-D", data.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Optional<ProcessHandle> owner() throws IOException {
        var lines = lines();
        return lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    }

    private boolean serves(ProcessHandle process) {
        var info = process.info();
        return info.command().orElse("").endsWith("/postgres")
                && info.arguments().stream().flatMap(Stream::of).anyMatch(this::isData);
    }

    private boolean isData(String argument) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), data);
        } catch (IOException absent) {
            return false;
        }
    }

    private static boolean endsWithin(ProcessHandle process, int seconds) throws InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }
}
