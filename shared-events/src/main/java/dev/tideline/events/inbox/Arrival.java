package dev.tideline.events.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came to a consumer.
 *
 * @param event what tells it from every other; null where it only passes by: nobody here handles it, but its version has come
 * @param version its place among the events of its aggregate; null where it has none
 */
public record Arrival(@Nullable UUID event, @Nullable Version version) {

    /**
     * A place in the history of an aggregate.
     *
     * @param lane the key that the aggregate's events have in common
     * @param number dense from 1
     * @param whole whether the consumer has been there from the first event on, so that the first to come has to be number 1
     */
    public record Version(String topic, String lane, long number, boolean whole) {}
}
