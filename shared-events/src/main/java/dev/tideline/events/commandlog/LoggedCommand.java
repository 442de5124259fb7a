package dev.tideline.events.commandlog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A command as lists show it.
 *
 * @param number in the order of arrival, not dense
 * @param tenant empty if it named none; the sender likewise
 * @param id as its sender called it
 * @param aggregate the id of what it is about
 * @param outcome accepted or rejected
 */
public record LoggedCommand(
        long number,
        String tenant,
        String sender,
        String id,
        String type,
        String aggregate,
        @Nullable String correlation,
        Instant receivedAt,
        String outcome) {

    /**
     * All of it.
     *
     * @param payload the command
     * @param told its sender, each time: the answer and the position, or the reason
     */
    public record Details(LoggedCommand command, JsonNode payload, JsonNode told) {}
}
