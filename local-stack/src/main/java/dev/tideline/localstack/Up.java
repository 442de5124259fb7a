package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ./tideline up}: becomes the supervisor. */
record Up(Home home, boolean foreground) {

    int run() throws IOException {
        home.create();
        var lock = new SupervisorLock(home).take();
        if (lock.isEmpty()) {
            System.out.println("Tideline is already running: ./tideline status");
            return 1;
        }
        try (var _ = lock.get()) {
            return superviseUntilSignal();
        }
    }

    private int superviseUntilSignal() {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnSignal(stop, stopped), "stop"));
        try {
            return supervise(stop);
        } finally {
            stopped.countDown();
        }
    }

    private int supervise(CountDownLatch stop) {
        delete(healthy());
        var terminal = new Terminal(home.supervisorLog());
        var ports = Ports.from(System.getenv());
        var orphans = new Orphans(home).end();
        if (orphans > 0) {
            terminal.say("Ended " + orphans + " processes that an earlier run had left.");
        }
        ports.requireFree();
        terminal.say("Starting Tideline; its data and logs are in " + home.folder());
        var supervisor = new Supervisor(home, ports, terminal, stop);
        try {
            supervisor.start();
            if (!supervisor.stopping()) {
                Demo.of(ports).seed();
                greet(terminal, ports);
                create(healthy());
                if (!foreground) {
                    terminal.release();
                }
                supervisor.watch();
            }
            terminal.say("Stopping.");
            return 0;
        } catch (CannotStart e) {
            terminal.say("\n" + e.getMessage());
            return 1;
        } catch (RuntimeException e) {
            e.printStackTrace();
            terminal.say("\n" + e + "\nMore in " + home.supervisorLog());
            return 1;
        } finally {
            delete(healthy());
            supervisor.stop();
            terminal.say("Stopped; the data stays in " + home.folder());
        }
    }

    private static void greet(Terminal terminal, Ports ports) {
        terminal.say(String.format(
                Locale.ROOT, "%nHealthy after %.1f s.%n", terminal.elapsed().toMillis() / 1000.0));
        for (var part : Suite.SERVICES) {
            var url = "http://localhost:" + ports.of(part);
            terminal.say("  %-21s %s/swagger-ui.html   %s/actuator/health".formatted(part.name(), url, url));
        }
        terminal.say("""

                Next:
                  ./tideline status
                  curl localhost:%d/api/todos -H "Authorization: Bearer $(./tideline token ada)"
                  ./tideline logs -f
                  ./tideline kafka console-consumer --topic todos.task.v1 --from-beginning""".formatted(ports.of(Suite.SERVICES.getFirst())));
    }

    // The thread that supervises sees the request and stops the suite; the JVM waits for it here.
    private static void stopOnSignal(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Exists while the suite is up; the script looks for it when this process falls silent. */
    private Path healthy() {
        return home.run().resolve("healthy");
    }

    private static void create(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
