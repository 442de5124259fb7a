package dev.tideline.localstack;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** {@code ./tideline status}; answers 0 when everything is up, 1 when not. */
record Status(Home home) {
    private static final String ROW = "%-21s %-9s %8s %7s %10s %9s %9s%n";

    int run() {
        var supervisor = new SupervisorLock(home).holder();
        var snapshot = Snapshot.read(home);
        if (supervisor.isEmpty() || snapshot.isEmpty()) {
            var left = new Orphans(home).find();
            System.out.println(
                    left.isEmpty()
                            ? "Tideline is not running: ./tideline up"
                            : "Tideline is not running, but an earlier run left %d processes: ./tideline down"
                                    .formatted(left.size()));
            return 1;
        }
        return print(supervisor.get(), snapshot.get());
    }

    private static int print(ProcessHandle supervisor, Snapshot snapshot) {
        System.out.printf(ROW, "", "state", "pid", "port", "uptime", "memory", "restarts");
        var total = 0L;
        for (var row : snapshot.rows()) {
            var memory = ProcessHandle.of(row.pid()).map(Memory::withChildren).orElse(0L);
            total += memory;
            System.out.printf(
                    ROW,
                    row.name(),
                    row.state().name().toLowerCase(Locale.ROOT),
                    row.pid() == 0 ? "-" : row.pid(),
                    row.port(),
                    since(row.since()),
                    mebibytes(memory),
                    row.restarts());
        }
        var own = Memory.kibibytes(supervisor.pid());
        System.out.printf(
                ROW,
                "supervisor",
                "up",
                supervisor.pid(),
                "-",
                supervisor.info().startInstant().map(Status::since).orElse("-"),
                mebibytes(own),
                "-");
        System.out.printf(ROW, "total", "", "", "", "", mebibytes(total + own), "");
        System.out.println(snapshot.startUp()
                .map(it -> String.format(Locale.ROOT, "%nStarted in %.1f s.", it.toMillis() / 1000.0))
                .orElse("\nStarting."));
        return snapshot.startUp().isPresent() && snapshot.rows().stream().allMatch(it -> it.state() == Watched.State.UP)
                ? 0
                : 1;
    }

    private static String mebibytes(long kibibytes) {
        return kibibytes / 1024 + " MiB";
    }

    private static String since(Instant instant) {
        var time = Duration.between(instant, Instant.now());
        return time.toHours() > 0
                ? time.toHours() + "h " + time.toMinutesPart() + "m"
                : time.toMinutes() > 0 ? time.toMinutes() + "m " + time.toSecondsPart() + "s" : time.toSeconds() + "s";
    }
}
