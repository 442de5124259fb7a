package dev.tideline.events.desk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to discard, the oldest first.
 *
 * @param filter empty for all
 * @param limit at most so many; 1,000 if not said
 * @param dryRun only say what would be done
 */
record DiscardMany(
        @NotNull Filter filter,
        @NotBlank @Size(max = 500) String reason,
        @Nullable @Min(1) @Max(10_000) Integer limit,
        @Nullable Boolean dryRun) {}
