package dev.tideline.events.cqrs;

import dev.tideline.events.Command;

/**
 * A command on its way to its handler.
 *
 * @param type its name on the wire
 * @param answer the class of what its handler answers
 */
public record CommandCall<R>(CommandId id, String type, Command command, Class<R> answer) {}
