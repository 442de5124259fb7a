package dev.tideline.events.cqrs;

import dev.tideline.events.Command;

/** The one way to a command's handler. */
public interface CommandBus {

    /**
     * Has the command carried out, on behalf of whom the {@link dev.tideline.events.EventContext} names. The same id again, from the same
     * sender, gets the first outcome, also while the first is still under way; with another command it is rejected.
     *
     * @param answer the class of what the handler answers
     * @throws IllegalArgumentException if nobody handles such a command, or answers otherwise
     */
    <R> Outcome<R> send(CommandId id, Command command, Class<R> answer);
}
