package dev.tideline.events.delivery;

import java.util.Optional;

/**
 * Thrown by a {@link Receiver} to have all that it wrote undone and this done instead, in a new transaction, in which the message is then
 * marked as handled. It may be done more than once, each time after what it wrote before was undone.
 */
public final class Instead extends RuntimeException {

    private final transient Runnable work;

    public Instead(String message, Runnable work) {
        super(message);
        this.work = work;
    }

    static Optional<Instead> in(Throwable thrown) {
        Throwable cause = thrown instanceof HandlerFailed ? thrown.getCause() : thrown;
        return cause instanceof Instead instead ? Optional.of(instead) : Optional.empty();
    }

    void done() {
        work.run();
    }
}
