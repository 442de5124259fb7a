package dev.tideline.events.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event that failed, and the lane it closes.
 *
 * @param ticket of the next attempt; whoever comes with another comes too late
 * @param dueIn how long it still has to wait
 * @param attempts that have failed
 */
record Fence(
        Lane lane,
        State state,
        UUID ticket,
        Duration dueIn,
        int attempts,
        Instant firstFailedAt,
        ConsumerRecord<byte[], byte[]> record) {

    enum State {
        /** The event is tried again when it is due. */
        RETRYING,
        /** The event is done with, what waits behind it is handled now. */
        DRAINING,
        /** The event is a dead letter, and what waits behind it waits for an operator. */
        HELD
    }
}
