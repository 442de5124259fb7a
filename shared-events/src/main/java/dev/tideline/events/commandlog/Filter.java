package dev.tideline.events.commandlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which commands; what is left out does not matter.
 *
 * @param outcome accepted or rejected
 * @param until itself excluded
 */
public record Filter(
        @Nullable String tenant,
        @Nullable String sender,
        @Nullable String type,
        @Nullable String aggregate,
        @Nullable String outcome,
        @Nullable String correlation,
        @Nullable Instant since,
        @Nullable Instant until) {

    public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);
}
