package dev.tideline.bench;

import dev.tideline.bench.contender.Progress;
import dev.tideline.bench.report.Names;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** How fast a relay carries what has piled up, and what it costs when there is nothing to carry. */
final class DrainBacklog implements Scenario {

    private final List<Contestant> contestants;

    DrainBacklog(List<Contestant> contestants) {
        this.contestants = contestants;
    }

    @Override
    public void run(Drive drive, Plan plan) {
        Set<String> idle = new HashSet<>();
        for (int bytes : plan.sizeOfRounds()) {
            drive.say("drain of %,d rows, %d bytes", plan.backlog(), bytes);
            for (Contestant contestant : contestants) {
                drive.fresh(Names.DRAIN, contestant, Map.of("consumer", "none"), (contender, database) -> {
                    seed(drive, contestant, contender, database, bytes);
                    // Or the compiler would be most of what is measured.
                    drain(drive, contestant, contender, database, plan.backlog() / 2, plan.patience());
                    Progress progress = drain(drive, contestant, contender, database, plan.backlog(), plan.patience());
                    drive.figures().add(Names.DRAIN, bytes, contestant.title(), progress.rate());
                    drive.say(
                            "%-24s %,10.0f events/s%s",
                            contestant.title(),
                            progress.rate(),
                            progress.complete() ? "" : " (of " + progress.count() + ")");
                    if (progress.complete() && idle.add(contestant.title())) {
                        idle(drive, contestant, contender, bytes, plan.idle());
                    }
                });
            }
            drive.guarded(Names.PRODUCER, Contestant.DEBEZIUM, () -> {
                drive.topics().recreate();
                double rate = BareProducer.run(drive.topics().bootstrapServers(), plan.backlog(), bytes);
                drive.figures().add(Names.PRODUCER, bytes, BareProducer.TITLE, rate);
                drive.say("%-24s %,10.0f events/s", BareProducer.TITLE, rate);
            });
        }
    }

    static void seed(Drive drive, Contestant contestant, Running contender, Database database, int bytes) {
        Contestant.Backlog backlog = Objects.requireNonNull(contestant.backlog());
        database.keepSeeds(backlog);
        contender.tell(Drive.PATIENCE, "seed events=" + Plan.SEEDS + " bytes=" + bytes);
        database.seedsAreComplete(backlog);
    }

    /** The seeds themselves may still be under way, or wait for a relay that was never started: they are counted with the rest. */
    static Progress drain(
            Drive drive, Contestant contestant, Running contender, Database database, int rows, Duration patience) {
        contender.tell(Drive.PATIENCE, "pause");
        long before = drive.topics().end();
        database.lay(Objects.requireNonNull(contestant.backlog()), rows);
        contender.tell(Drive.PATIENCE, "resume");
        Progress progress = drive.watch(before, rows, patience);
        if (progress.count() == 0) {
            throw new IllegalStateException("nothing of the backlog reached Kafka");
        }
        return progress;
    }

    private static void idle(Drive drive, Contestant contestant, Running contender, int bytes, Duration time) {
        LockSupport.parkNanos(time.multipliedBy(2).toNanos()); // the compiler still works on what was just done
        Duration before = contender.processorTime();
        long start = System.nanoTime();
        LockSupport.parkNanos(time.toNanos());
        double used = contender.processorTime().minus(before).toNanos() * 100.0 / (System.nanoTime() - start);
        drive.figures().add(Names.IDLE, bytes, contestant.title(), used);
    }
}
