package dev.tideline.localstack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A member and what became of it. Restarts it when it dies, once it has been up. */
final class Watched {
    enum State {
        STARTING,
        UP,
        RESTING,
        FAILED
    }

    private final Member member;
    private final InstantSource clock;
    private final Consumer<String> report;
    private State state = State.STARTING;
    private BackOff backOff = BackOff.NONE;
    private int restarts;
    private Instant since = Instant.EPOCH;
    private boolean wasUp;

    Watched(Member member, InstantSource clock, Consumer<String> report) {
        this.member = member;
        this.clock = clock;
        this.report = report;
    }

    void start() {
        state = State.STARTING;
        since = clock.instant();
        try {
            member.start();
        } catch (RuntimeException e) {
            report.accept(name() + " did not start: " + e.getMessage());
            died();
        }
    }

    void tick() {
        switch (state) {
            case STARTING -> {
                if (!alive()) {
                    died();
                } else if (member.ready()) {
                    state = State.UP;
                    wasUp = true;
                    report.accept(name() + " is up on port " + snapshot().port());
                }
            }
            case UP -> {
                if (!alive()) {
                    died();
                }
            }
            case RESTING -> {
                if (!clock.instant().isBefore(since.plus(backOff.rest()))) {
                    restarts++;
                    start();
                }
            }
            case FAILED -> {}
        }
    }

    State state() {
        return state;
    }

    Member member() {
        return member;
    }

    String name() {
        return member.part().name();
    }

    Snapshot.Row snapshot() {
        var pid = member.process().filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
        return new Snapshot.Row(name(), state, pid.orElse(0L), member.port(), since, restarts);
    }

    private boolean alive() {
        return member.process().map(ProcessHandle::isAlive).orElse(false);
    }

    private void died() {
        if (!wasUp) {
            state = State.FAILED;
            return;
        }
        backOff = backOff.diedAfter(Duration.between(since, clock.instant()));
        state = State.RESTING;
        since = clock.instant();
        report.accept(
                "%s died; next start in %d s".formatted(name(), backOff.rest().toSeconds()));
    }
}
