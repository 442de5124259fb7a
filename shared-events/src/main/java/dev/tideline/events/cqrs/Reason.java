package dev.tideline.events.cqrs;

/** Why a command was rejected, or a query refused. */
public enum Reason {
    /** It is not well-formed: some part of it cannot be right, whatever the state of things. */
    INVALID,
    /** Its sender may not. */
    FORBIDDEN,
    /** What it is about is not there, or not for its sender to see. */
    NOT_FOUND,
    /** It does not go together with how things are now. */
    CONFLICT
}
