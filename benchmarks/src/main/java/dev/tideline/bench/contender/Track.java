package dev.tideline.bench.contender;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each event of a run was due, committed, seen in Kafka and handled, by the clock that all processes of a machine share. */
final class Track {

    private final Progress progress;
    private final AtomicLong total = new AtomicLong();
    private volatile Run run = new Run(0, 0);

    Track(Progress progress) {
        this.progress = progress;
    }

    /** Events of earlier runs that still come are no longer counted. */
    synchronized Run begin(int events) {
        Run next = new Run(run.base + run.size(), events);
        run = next;
        return next;
    }

    void acknowledged(long sequence) {
        run.mark(run.acknowledged, sequence);
    }

    /** After the commit of the effects. */
    void handled(Collection<Event> events) {
        long now = System.nanoTime();
        events.forEach(event -> handled(event.sequence(), now));
        progress.at(now, total.addAndGet(events.size()));
    }

    private void handled(long sequence, long now) {
        Run current = run;
        if (current.holds(sequence) && current.handled.compareAndSet((int) (sequence - current.base), 0, now)) {
            current.count.incrementAndGet();
        }
    }

    static final class Run {

        final long base;
        final AtomicLongArray due;
        final AtomicLongArray committed;
        final AtomicLongArray acknowledged;
        final AtomicLongArray handled;
        final AtomicInteger count = new AtomicInteger();

        private Run(long base, int events) {
            this.base = base;
            this.due = new AtomicLongArray(events);
            this.committed = new AtomicLongArray(events);
            this.acknowledged = new AtomicLongArray(events);
            this.handled = new AtomicLongArray(events);
        }

        int size() {
            return due.length();
        }

        private boolean holds(long sequence) {
            return sequence >= base && sequence < base + size();
        }

        private void mark(AtomicLongArray times, long sequence) {
            if (holds(sequence)) {
                times.compareAndSet((int) (sequence - base), 0, System.nanoTime());
            }
        }
    }
}
