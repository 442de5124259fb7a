package dev.tideline.events.cqrs;

import dev.tideline.events.cqrs.Outcome.Rejected;
import java.util.function.Supplier;

/**
 * A command was rejected in a transaction of the caller's that knows no savepoints, which those of JPA do not: what it wrote is still there. The
 * caller has to roll the transaction back, and to have the outcome noted in another.
 */
public final class NotUndone extends RuntimeException {

    private final transient Rejected<?> rejected;
    private final transient Supplier<Outcome<?>> note;

    NotUndone(Rejected<?> rejected, Supplier<Outcome<?>> note) {
        super("A command was rejected (" + rejected.detail()
                + ") in a transaction without savepoints; that has to be rolled back");
        this.rejected = rejected;
        this.note = note;
    }

    Rejected<?> rejected() {
        return rejected;
    }

    /** Writes the outcome down, in the transaction there is then, and returns it; or the one of the same command that was faster. */
    public Outcome<?> note() {
        return note.get();
    }
}
