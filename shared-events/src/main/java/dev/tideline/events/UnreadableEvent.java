package dev.tideline.events;

import org.jspecify.annotations.Nullable;

/** Bytes that are no CloudEvent, or whose data does not fit the record of their type. Trying again will not help. */
public final class UnreadableEvent extends RuntimeException {

    public UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
