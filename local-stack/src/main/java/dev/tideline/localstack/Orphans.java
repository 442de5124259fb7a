package dev.tideline.localstack;

import dev.tideline.testing.servers.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes that a killed supervisor left. They are found in the process table by the mark on their command line, and not by process
 * ids written down earlier, which may be somebody else's by now.
 */
record Orphans(Home home) {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Returns how many there were, when none is left. */
    int end() {
        var found = find();
        Processes.end(found, GRACE);
        return found.size() + (PostgresServer.endLeftover(home.postgres()) ? 1 : 0);
    }

    List<ProcessHandle> find() {
        try (var all = ProcessHandle.allProcesses()) {
            return all.filter(it -> it.pid() != ProcessHandle.current().pid())
                    .filter(it -> isOurs(it.info()))
                    .toList();
        }
    }

    private boolean isOurs(ProcessHandle.Info process) {
        return process.command().orElse("").endsWith("/java")
                && process.arguments().stream().flatMap(Stream::of).anyMatch(home.mark()::equals);
    }
}
