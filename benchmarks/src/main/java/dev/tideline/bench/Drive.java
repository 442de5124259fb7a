package dev.tideline.bench;

import dev.tideline.bench.contender.Progress;
import dev.tideline.bench.report.Figures;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What the scenarios share: a contender is started, measured and ended, and its failure is its own. */
final class Drive {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lab lab;
    private final Figures figures;
    private final PrintStream out;

    Drive(Lab lab, Figures figures, PrintStream out) {
        this.lab = lab;
        this.figures = figures;
        this.out = out;
    }

    interface Measurement {
        void of(Running contender, Database database);
    }

    Figures figures() {
        return figures;
    }

    Topics topics() {
        return lab.topics();
    }

    /** On an empty topic and an empty database. */
    void fresh(String figure, Contestant contestant, Map<String, String> settings, Measurement measurement) {
        guarded(figure, contestant, () -> {
            topics().recreate();
            on(contestant, settings, measurement);
        });
    }

    /** On an empty database and the topic as it is. */
    void onTopic(String figure, Contestant contestant, Map<String, String> settings, Measurement measurement) {
        guarded(figure, contestant, () -> on(contestant, settings, measurement));
    }

    void guarded(String figure, Contestant contestant, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            figures.failed(figure, contestant.title(), reason);
            say("%-24s failed: %s", contestant.title(), reason);
        }
    }

    private void on(Contestant contestant, Map<String, String> settings, Measurement measurement) {
        try (Database database = lab.database()) {
            on(contestant, database, settings, measurement);
        }
    }

    void on(Contestant contestant, Database database, Map<String, String> settings, Measurement measurement) {
        try (Running contender = lab.start(contestant, database, settings)) {
            figures.version(contestant.title(), contender.version());
            measurement.of(contender, database);
        }
    }

    Database database() {
        return lab.database();
    }

    void say(String format, Object... values) {
        out.printf(format + "%n", values);
    }

    /** Watches the topic until that many more events are on it, or it takes too long. */
    Progress watch(long before, long expected, Duration patience) {
        Progress progress = new Progress(expected);
        long end = System.nanoTime() + patience.toNanos();
        while (!progress.complete() && System.nanoTime() < end) {
            long count = topics().end() - before;
            progress.at(System.nanoTime(), count);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return progress;
    }
}
