package dev.tideline.events.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long an event waits for its next attempt: twice as long each time, within bounds, and a little by chance. */
record Backoff(int attempts, Duration first, Duration last, RandomGenerator random) {

    private static final double JITTER = 0.1;

    Duration after(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures, 40) - 1.0);
        double bounded = Math.min(doubled, (double) last.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }
}
