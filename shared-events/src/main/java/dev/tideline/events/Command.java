package dev.tideline.events;

import java.util.OptionalLong;

/** Asks one aggregate to do something; may be refused. Its type name ends in {@code .command}. */
public non-sealed interface Command extends Message {

    /** The version the aggregate must have for the command to be carried out; empty where any will do. */
    default OptionalLong expectedVersion() {
        return OptionalLong.empty();
    }
}
