package dev.tideline.user.signin.guard;

import java.time.Duration;
import java.time.Instant;

/**
 * How much may fail.
 *
 * @param free so many failures cost no waiting
 * @param firstDelay the wait after the next one, twice as long after each further one
 * @param longestDelay it grows no longer than this
 * @param lockAfter so many failures lock out
 * @param lock for how long
 * @param forget failures are forgotten when there was none for so long
 */
record Limits(int free, Duration firstDelay, Duration longestDelay, int lockAfter, Duration lock, Duration forget) {

    private static final int MANY_TIMES = 30;

    /** One attempt more, counted as failed. */
    Tally count(Tally before, Instant now) {
        boolean forgotten = before.lastFailedAt().plus(forget).isBefore(now);
        int failures = forgotten ? 1 : before.failures() + 1;
        return new Tally(failures, now, now.plus(delayAfter(failures)));
    }

    private Duration delayAfter(int failures) {
        if (failures <= free) {
            return Duration.ZERO;
        }
        if (failures >= lockAfter) {
            return lock;
        }
        Duration delay = firstDelay.multipliedBy(1L << Math.min(failures - free - 1, MANY_TIMES));
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
