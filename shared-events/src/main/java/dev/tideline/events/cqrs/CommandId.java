package dev.tideline.events.cqrs;

import com.github.f4b6a3.uuid.UuidCreator;

/** What its sender calls a command, so that it can be sent again and is carried out once. One sender's are not another's. */
public record CommandId(String value) {

    private static final int LONGEST = 200;

    public CommandId {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("A command's id has 1 to " + LONGEST + " characters");
        }
    }

    /** Of a command that nobody will send again. */
    public static CommandId fresh() {
        return new CommandId(UuidCreator.getTimeOrderedEpoch().toString());
    }
}
