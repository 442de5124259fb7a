package dev.tideline.events.desk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to replay, and how; the oldest first.
 *
 * @param filter empty for all
 * @param rate a second; 10 if not said
 * @param limit at most so many; 1,000 if not said
 * @param force even those that have been replayed as often as is allowed
 * @param dryRun only say what would be done
 */
record ReplayMany(
        @NotNull Filter filter,
        @Nullable @Min(1) @Max(1_000) Integer rate,
        @Nullable @Min(1) @Max(10_000) Integer limit,
        @Nullable Boolean force,
        @Nullable Boolean dryRun,
        @Nullable @Size(max = 500) String reason) {}
