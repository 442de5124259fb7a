package dev.tideline.events.desk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as lists show it.
 *
 * @param state dead, replaying, replayed or discarded
 * @param key base64, and saying so, where it is no text
 * @param eventId null where it could not be read
 * @param holds whether later events of its key wait until it is decided on
 * @param attempts in all, replays included
 */
record Letter(
        UUID id,
        String state,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String type,
        @Nullable UUID eventId,
        String exception,
        String message,
        boolean holds,
        boolean edited,
        int attempts,
        int replays,
        Instant firstFailedAt,
        Instant failedAt) {}
