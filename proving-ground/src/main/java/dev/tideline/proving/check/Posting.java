package dev.tideline.proving.check;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a writer tried to post.
 *
 * @param transaction the same on everything that was to be committed together
 * @param version of its account
 * @param poisonous whether its handler refuses it for ever
 * @param acknowledged when the writer was told that it is committed; null where it never was, and so is in doubt
 */
public record Posting(
        UUID id,
        UUID transaction,
        String account,
        long version,
        boolean poisonous,
        @Nullable Instant acknowledged) {}
