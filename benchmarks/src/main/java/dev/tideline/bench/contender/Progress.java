package dev.tideline.bench.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far a count had come, and when. The first part warms up and does not count for the rate. */
public final class Progress {

    private record Sample(long nanos, long count) {}

    private final List<Sample> samples = new ArrayList<>();
    private final long expected;
    private final long warmUpCount;
    private final long warmUpNanos;

    /** The first tenth warms up, or the first two seconds of who is slower than that. */
    public Progress(long expected) {
        this(expected, expected / 10, Duration.ofSeconds(2));
    }

    private Progress(long expected, long warmUpCount, Duration warmUp) {
        this.expected = expected;
        this.warmUpCount = warmUpCount;
        this.warmUpNanos = warmUp.toNanos();
    }

    /** For a process that has done nothing yet: its code is still being compiled for a while. */
    public static Progress cold(long expected, Duration warmUp) {
        return new Progress(expected, Long.MAX_VALUE, warmUp);
    }

    /** Counts that have not grown are left out. */
    public synchronized void at(long nanos, long count) {
        if (count > 0 && (samples.isEmpty() || samples.getLast().count < count)) {
            samples.add(new Sample(nanos, count));
        }
    }

    public synchronized long count() {
        return samples.isEmpty() ? 0 : samples.getLast().count;
    }

    public boolean complete() {
        return count() >= expected;
    }

    /** A second; 0 where there was too little to tell. */
    public synchronized double rate() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample last = samples.getLast();
        Sample start = samples.stream()
                .filter(each -> each.count >= warmUpCount || each.nanos >= samples.getFirst().nanos + warmUpNanos)
                .findFirst()
                .filter(each -> each.count < last.count)
                .orElse(samples.getFirst());
        return (last.count - start.count) * 1e9 / (last.nanos - start.nanos);
    }
}
