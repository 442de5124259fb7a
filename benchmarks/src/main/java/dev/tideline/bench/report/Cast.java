package dev.tideline.bench.report;

import java.util.List;

/**
 * Who plays which part in the aims, by the names under which they were measured.
 *
 * @param percentiles of every latency, in its order
 */
public record Cast(
        String ours,
        String loop,
        List<String> peers,
        String withEvent,
        String without,
        String consumer,
        String batches,
        String records,
        List<Double> percentiles) {

    int medianAt() {
        return percentiles.indexOf(50.0);
    }

    int tailAt() {
        return percentiles.indexOf(99.0);
    }

    int farTailAt() {
        return percentiles.indexOf(99.9);
    }
}
