package dev.tideline.events.delivery;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler for an event that will not do better another time. It becomes a dead letter at once. */
public class NotRetryable extends RuntimeException {

    public NotRetryable(String message) {
        this(message, null);
    }

    public NotRetryable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
