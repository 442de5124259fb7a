package dev.tideline.localstack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Starts the suite, watches it until it is asked to stop, and stops it. One thread does all of it. */
final class Supervisor {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Home home;
    private final Ports ports;
    private final Terminal terminal;
    private final CountDownLatch stop;
    private final List<Watched> watched = new ArrayList<>();
    private Optional<Duration> startUp = Optional.empty();
    private @Nullable Snapshot written;
    private @Nullable Training training;

    Supervisor(Home home, Ports ports, Terminal terminal, CountDownLatch stop) {
        this.home = home;
        this.ports = ports;
        this.terminal = terminal;
        this.stop = stop;
    }

    /** Returns when every part is ready, or when it was asked to stop before. */
    void start() {
        var members = new Members(home, ports);
        var images = CompletableFuture.runAsync(() -> Suite.SERVICES.forEach(it -> ServiceImage.of(it, home)));
        launch(members.kafka());
        launch(members.postgres());
        awaitAll();
        unpacked(images);
        if (!stopping()) {
            Suite.SERVICES.stream().map(members::service).forEach(this::launch);
            awaitAll();
        }
        startUp = Optional.of(terminal.elapsed());
        save();
    }

    private static void unpacked(CompletableFuture<Void> images) {
        try {
            images.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart reason ? reason : e;
        }
    }

    /** Returns when asked to stop. */
    void watch() {
        Suite.SERVICES.forEach(it -> ServiceImage.of(it, home).discardOthers(it));
        training = new Training(new Members(home, ports).lessons(), terminal::say);
        var logs = new Logs(home.logs());
        for (var round = 0; !pause(Duration.ofMillis(250)); round++) {
            watched.forEach(Watched::tick);
            save();
            if (training != null) {
                training.tick();
            }
            if (round % 120 == 0) {
                logs.rotate();
            }
        }
    }

    /** Services first, then what they write to. */
    void stop() {
        if (training != null) {
            training.stop();
        }
        var services = processes(it -> Suite.SERVICES.contains(it.member().part()));
        Processes.end(services, GRACE);
        Processes.end(processes(it -> it.member().part().equals(Suite.KAFKA)), GRACE);
        watched.stream().map(Watched::member).forEach(it -> {
            if (it instanceof PostgresMember postgres) {
                postgres.server().stop();
            }
        });
    }

    boolean stopping() {
        return stop.getCount() == 0;
    }

    private List<ProcessHandle> processes(Predicate<Watched> which) {
        return watched.stream()
                .filter(which)
                .flatMap(it -> it.member().process().stream())
                .toList();
    }

    private void launch(Member member) {
        var one = new Watched(member, InstantSource.system(), terminal::progress);
        watched.add(one);
        one.start();
        save();
    }

    private void awaitAll() {
        while (!stopping()) {
            watched.forEach(Watched::tick);
            save();
            failed().ifPresent(it -> {
                throw new CannotStart(it);
            });
            if (watched.stream().allMatch(it -> it.state() == Watched.State.UP)) {
                return;
            }
            pause(Duration.ofMillis(100));
        }
    }

    private Optional<String> failed() {
        var late = terminal.elapsed().compareTo(PATIENCE) > 0;
        return watched.stream()
                .filter(it -> it.state() == Watched.State.FAILED || (late && it.state() != Watched.State.UP))
                .findFirst()
                .map(it -> {
                    var log = home.log(it.member().part());
                    return "%s %s. The end of %s:%n%n%s%n"
                            .formatted(
                                    it.name(),
                                    it.state() == Watched.State.FAILED ? "ended while starting" : "is not ready",
                                    log,
                                    Logs.lastLines(log, 25));
                });
    }

    private boolean pause(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void save() {
        var now = new Snapshot(startUp, watched.stream().map(Watched::snapshot).toList());
        if (!now.equals(written)) {
            now.write(home);
            written = now;
        }
    }
}
