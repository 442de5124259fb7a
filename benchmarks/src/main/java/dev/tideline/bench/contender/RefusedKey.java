package dev.tideline.bench.contender;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes events of one key that the handler refuses, until it is closed. */
final class RefusedKey implements AutoCloseable {

    private static final AtomicLong KEYS = new AtomicLong();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> writing;

    private RefusedKey(Contender contender, int perSecond, String text) {
        Event event = new Event(Handle.REFUSED + "always-" + KEYS.incrementAndGet(), -1, text);
        AtomicLong version = new AtomicLong();
        this.writing = clock.scheduleAtFixedRate(
                () -> contender.write(event, version.incrementAndGet()),
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
    }

    /** Runs the work beside them; beside none, where there are to be 0 a second. */
    static void beside(Runnable work, Contender contender, int perSecond, String text) {
        if (perSecond == 0) {
            work.run();
            return;
        }
        try (RefusedKey _ = new RefusedKey(contender, perSecond, text)) {
            work.run();
        }
    }

    @Override
    public void close() {
        clock.close();
        if (writing.state() == Future.State.FAILED) {
            throw new IllegalStateException("The key that is refused could not be written", writing.exceptionNow());
        }
    }
}
