package dev.tideline.proving;

import dev.tideline.proving.check.Checker;
import dev.tideline.proving.check.Evidence;
import dev.tideline.proving.check.Verdict;
import dev.tideline.proving.faults.Fault;
import dev.tideline.proving.faults.Injection;
import dev.tideline.proving.faults.Schedule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** One run from the start of the servers to the verdict. Always ends: what does not come to rest in time is judged as it is. */
final class Run {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration WORD = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofMinutes(4);
    private static final String NAME = "run";
    private static final int REPLICAS = 2;

    /** Something to do at a time of the run. */
    private record Due(Duration at, Runnable work) {}

    private final Options options;
    private final PrintStream out;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Set<Fault.Target> wounded = EnumSet.noneOf(Fault.Target.class);
    private long begin;

    Run(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    Verdict run() throws IOException, InterruptedException, SQLException {
        Schedule schedule = Schedule.draw(options.seed(), options.time(), options.faults(), options.pause());
        out.printf(
                "Seed %d: %d faults in %d s%n%s%n",
                options.seed(), schedule.injections().size(), options.time().toSeconds(), schedule);
        begin = System.nanoTime();
        try (Arena arena = new Arena(options.folder())) {
            Journals journals = new Journals(arena.journals(), NAME);
            start(arena);
            try (Meddler meddler = new Meddler(arena.bootstrapServers(), NAME)) {
                say("all is running");
                carryOut(schedule, arena, meddler);
                List<String> underWay = comeToRest(arena, journals);
                Evidence evidence = new GatherEvidence(arena.postgres(), journals, meddler).of(NAME);
                Verdict verdict = Checker.check(evidence).afterAll(underWay);
                out.printf("%n%s%n%s%n", verdict, Latency.of(evidence));
                return verdict;
            }
        }
    }

    private void start(Arena arena) throws IOException {
        arena.startServers();
        for (int i = 0; i < REPLICAS; i++) {
            arena.addLedger(NAME, options.rate() / REPLICAS, options.failing(), options.poisonous(), List.of())
                    .start();
            arena.addReader(List.of()).start();
        }
        long deadline = System.nanoTime() + START.toNanos();
        while (!arena.anyEffect()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Nothing was handled within " + START + "; see " + arena.logs());
            }
            pause(arena);
        }
    }

    private void carryOut(Schedule schedule, Arena arena, Meddler meddler) {
        begin = System.nanoTime();
        Inject inject = new Inject(arena, meddler);
        for (Injection each : schedule.injections()) {
            agenda.add(new Due(each.at(), () -> inject(inject, each)));
        }
        while (!agenda.isEmpty() || now().compareTo(options.time()) < 0) {
            Due next = agenda.peek();
            if (next == null || next.at().compareTo(now()) > 0) {
                pause(arena);
            } else {
                agenda.remove(next);
                next.work().run();
            }
        }
    }

    /** Where mending took longer than drawn, what comes next on the same target waits. */
    private void inject(Inject inject, Injection injection) {
        Fault.Target target = injection.fault().target();
        if (wounded.contains(target)) {
            agenda.add(new Due(now().plus(LOOK), () -> inject(inject, injection)));
            return;
        }
        try {
            Inject.Wound wound = inject.inject(injection);
            say("%s: %s".formatted(injection.fault(), wound.victim()));
            if (injection.lasts().isPositive()) {
                wounded.add(target);
                agenda.add(new Due(now().plus(injection.lasts()), () -> {
                    wound.mend().run();
                    wounded.remove(target);
                    say("%s mended: %s".formatted(injection.fault(), wound.victim()));
                }));
            }
        } catch (SQLException | RuntimeException e) {
            say("%s could not be done: %s".formatted(injection.fault(), e.getMessage()));
        }
    }

    /** Returns what did not. */
    private List<String> comeToRest(Arena arena, Journals journals) throws IOException, InterruptedException {
        Files.createFile(arena.quiet(NAME));
        say("no more load");
        long deadline = System.nanoTime() + options.patience().toNanos();
        String underWay = "";
        long nextWord = System.nanoTime();
        try (Rest rest = new Rest(arena)) {
            do {
                pause(arena);
                String now = unfinished(arena, journals).isEmpty() ? rest.underWay() : "ledgers";
                if (now.isEmpty()) {
                    say("at rest");
                    return List.of();
                }
                if (!now.equals(underWay) && System.nanoTime() > nextWord) {
                    say("under way: " + now);
                    nextWord = System.nanoTime() + WORD.toNanos();
                }
                underWay = now;
            } while (System.nanoTime() < deadline);
        }
        say("not at rest after " + options.patience().toSeconds() + " s: " + underWay);
        return List.of(underWay);
    }

    private static List<Replica> unfinished(Arena arena, Journals journals) throws IOException {
        List<Replica> unfinished = new ArrayList<>();
        for (Replica each : arena.ledgers()) {
            if (!journals.ended(each)) {
                unfinished.add(each);
            }
        }
        return unfinished;
    }

    private void pause(Arena arena) {
        for (Replica each : arena.revive()) {
            say("started again, because it had ended by itself: " + each);
        }
        LockSupport.parkNanos(LOOK.toNanos());
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void say(String what) {
        out.printf("%7.1f s  %s%n", now().toMillis() / 1000.0, what);
    }
}
