package dev.tideline.proving.faults;

import java.time.Duration;

/**
 * A fault at a time.
 *
 * @param at from the beginning of the load
 * @param lasts until it is mended
 * @param lot a number from zero, to choose among victims with
 */
public record Injection(Fault fault, Duration at, Duration lasts, int lot) {

    public Duration mended() {
        return at.plus(lasts);
    }

    @Override
    public String toString() {
        return "%7.1f s  %-16s %5.1f s  lot %d"
                .formatted(at.toMillis() / 1000.0, fault, lasts.toMillis() / 1000.0, lot);
    }
}
