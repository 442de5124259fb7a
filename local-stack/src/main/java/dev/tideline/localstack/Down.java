package dev.tideline.localstack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code ./tideline down}: ends the supervisor, which ends the rest, and whatever a killed one left. */
record Down(Home home, boolean wipe) {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    int run() {
        home.create();
        var start = System.nanoTime();
        var supervisor = new SupervisorLock(home).holder();
        supervisor.ifPresent(it -> {
            System.out.println("Stopping.");
            Processes.end(List.of(it), PATIENCE);
        });
        var orphans = new Orphans(home).end();
        System.out.println(
                supervisor.isEmpty() && orphans == 0
                        ? "Nothing was running."
                        : String.format(Locale.ROOT, "Stopped after %.1f s.", (System.nanoTime() - start) / 1e9));
        if (wipe) {
            for (var name : List.of("postgres", "kafka", "streams", "logs", "run")) {
                Trash.delete(home.folder().resolve(name));
            }
            System.out.println("Wiped the data in " + home.folder());
        } else {
            System.out.println("The data stays in " + home.folder() + "; ./tideline down --wipe removes it.");
        }
        return 0;
    }
}
