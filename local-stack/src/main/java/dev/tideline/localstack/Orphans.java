package dev.tideline.localstack;

import dev.tideline.testing.servers.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
                && process.arguments().map(this::isMarked).orElseGet(() -> isMarked(process.commandLine()));
    }

    private boolean isMarked(String[] arguments) {
        return List.of(arguments).contains(home.mark());
    }

    // The JDK does not split a command line longer than a memory page; the mark is near its beginning.
    private boolean isMarked(Optional<String> commandLine) {
        return commandLine.orElse("").contains(home.mark() + " ");
    }
}
