package dev.tideline.bench.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a count had come, and when. The first tenth, or the first two seconds of who is slower than that, warm up and do not count
 * for the rate.
 */
public final class Progress {

    private static final long WARM_UP = Duration.ofSeconds(2).toNanos();

    private record Sample(long nanos, long count) {}

    private final List<Sample> samples = new ArrayList<>();
    private final long expected;

    public Progress(long expected) {
        this.expected = expected;
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
                .filter(each -> each.count >= expected / 10 || each.nanos >= samples.getFirst().nanos + WARM_UP)
                .findFirst()
                .filter(each -> each.count < last.count)
                .orElse(samples.getFirst());
        return (last.count - start.count) * 1e9 / (last.nanos - start.nanos);
    }
}
