package dev.tideline.events.cqrs;

import dev.tideline.events.Command;

/** The one way to a command's handler. */
public interface CommandBus {

    /**
     * Has the command carried out, on behalf of whom the {@link dev.tideline.events.EventContext} names. The same id again, from the same
     * sender, gets the first outcome; with another command it is rejected. While the first is still under way, the second waits for it no
     * longer than {@code tideline.cqrs.patience}.
     *
     * @param answer the class of what the handler answers
     * @throws IllegalArgumentException if nobody handles such a command, or answers otherwise
     * @throws org.springframework.dao.ConcurrencyFailureException if the first was under way for too long; what becomes of it is open
     * @throws NotUndone if it was rejected in a transaction of the caller's that knows no savepoints
     */
    <R> Outcome<R> send(CommandId id, Command command, Class<R> answer);

    /** As {@link #send(CommandId, Command, Class)}, for who passes on whatever is answered. */
    Outcome<?> send(CommandId id, Command command);
}
