package dev.tideline.proving;

import dev.tideline.proving.check.Effect;
import dev.tideline.proving.check.Evidence;
import dev.tideline.proving.check.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * How long it took from the acknowledged commit to the handler's effect, faults and all. For information, not a promise.
 *
 * @param stillness the longest time in which nothing was handled: with steady load and one fault at a time, what getting over it took
 */
record Latency(Histogram millis, Duration stillness) {

    static Latency of(Evidence evidence) {
        Map<UUID, Instant> committed = new HashMap<>();
        for (Posting each : evidence.written()) {
            if (each.acknowledged() != null) {
                committed.put(each.id(), each.acknowledged());
            }
        }
        Histogram millis = new Histogram(3);
        for (Effect each : evidence.effects()) {
            Instant at = committed.get(each.posting());
            if (at != null) {
                millis.recordValue(Math.max(0, Duration.between(at, each.at()).toMillis()));
            }
        }
        return new Latency(millis, stillness(evidence));
    }

    private static Duration stillness(Evidence evidence) {
        List<Instant> times =
                evidence.effects().stream().map(Effect::at).sorted().toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            Duration still = Duration.between(times.get(i - 1), times.get(i));
            longest = still.compareTo(longest) > 0 ? still : longest;
        }
        return longest;
    }

    @Override
    public String toString() {
        return "commit to handler, ms: p50 %,d  p90 %,d  p99 %,d  p99.9 %,d  max %,d; longest time without any: %,d"
                .formatted(
                        millis.getValueAtPercentile(50),
                        millis.getValueAtPercentile(90),
                        millis.getValueAtPercentile(99),
                        millis.getValueAtPercentile(99.9),
                        millis.getMaxValue(),
                        stillness.toMillis());
    }
}
