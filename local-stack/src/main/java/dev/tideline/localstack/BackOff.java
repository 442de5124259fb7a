package dev.tideline.localstack;

import java.time.Duration;

/** How long a process that died rests: 1, 2, 4, … seconds, 30 at most; from the start again once it ran for a minute. */
record BackOff(int failures) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    static final BackOff NONE = new BackOff(0);

    BackOff diedAfter(Duration uptime) {
        return new BackOff(uptime.compareTo(STABLE) >= 0 ? 1 : failures + 1);
    }

    Duration rest() {
        var rest = Duration.ofSeconds(1L << Math.clamp(failures - 1, 0, 10));
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }
}
