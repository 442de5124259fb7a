package dev.tideline.proving;

import dev.tideline.proving.check.Effect;
import dev.tideline.proving.check.Evidence;
import dev.tideline.proving.check.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/** How long it took from the acknowledged commit to the handler's effect, faults and all. For information, not a promise. */
record Latency(Histogram millis) {

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
        return new Latency(millis);
    }

    @Override
    public String toString() {
        return "commit to handler, ms: p50 %,d  p90 %,d  p99 %,d  p99.9 %,d  max %,d"
                .formatted(
                        millis.getValueAtPercentile(50),
                        millis.getValueAtPercentile(90),
                        millis.getValueAtPercentile(99),
                        millis.getValueAtPercentile(99.9),
                        millis.getMaxValue());
    }
}
