package dev.tideline.events.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Letters that died of the same thing, as far as can be seen.
 *
 * @param message how their messages begin
 */
record Cause(
        String topic,
        @Nullable String type,
        String exception,
        String message,
        long count,
        Instant first,
        Instant last) {}
