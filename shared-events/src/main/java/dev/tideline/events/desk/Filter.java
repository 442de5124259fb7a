package dev.tideline.events.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which letters; what is left out does not matter.
 *
 * @param exception the class, with its package or without
 * @param since of the last failure
 * @param until of the last failure, itself excluded
 * @param text anywhere in the message
 */
record Filter(
        @Nullable String topic,
        @Nullable String type,
        @Nullable String key,
        @Nullable String exception,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String text) {}
