package dev.tideline.events.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** What delivery has done since the start. */
final class Counts {

    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong pauses = new AtomicLong();

    void handled(int events) {
        handled.addAndGet(events);
    }

    void repeated(int events) {
        repeated.addAndGet(events);
    }

    void failed() {
        failed.incrementAndGet();
    }

    void paused() {
        pauses.incrementAndGet();
    }

    long handled() {
        return handled.get();
    }

    long repeated() {
        return repeated.get();
    }

    long failures() {
        return failed.get();
    }

    long pauses() {
        return pauses.get();
    }
}
