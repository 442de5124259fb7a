package dev.tideline.events.requests;

import java.util.concurrent.atomic.AtomicLong;

/** What became of queries that came over a topic, since the start. */
final class RequestCounts {

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicLong unanswerable = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    void answered() {
        answered.incrementAndGet();
    }

    void expired() {
        expired.incrementAndGet();
    }

    void unanswerable() {
        unanswerable.incrementAndGet();
    }

    void failed() {
        failed.incrementAndGet();
    }

    long allAnswered() {
        return answered.get();
    }

    long allExpired() {
        return expired.get();
    }

    long allUnanswerable() {
        return unanswerable.get();
    }

    long allFailed() {
        return failed.get();
    }
}
