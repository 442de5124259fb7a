package dev.tideline.events.relay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the relay of a service stands, as every replica can tell from the database.
 *
 * @param leader who holds the lock: schema, host and process; null if nobody does
 * @param lag null if there is no slot, or not for long enough to tell, or it was not asked for
 * @param parked at most 10,000 are counted
 * @param delayed likewise
 */
record RelayStatus(
        @Nullable String leader,
        @Nullable Slot slot,
        @Nullable Lag lag,
        long parked,
        long delayed,
        @Nullable Instant nextDelayed,
        List<String> partitions) {

    /** Before the first look. */
    static final RelayStatus UNKNOWN = new RelayStatus(null, null, null, 0, 0, null, List.of());

    RelayStatus with(Lag known) {
        return new RelayStatus(leader, slot, known, parked, delayed, nextDelayed, partitions);
    }

    record Slot(
            String name,
            boolean active,
            @Nullable String walStatus,
            @Nullable String confirmedLsn,
            @Nullable String invalidationReason,
            long bytesBehind) {}

    /**
     * What the slot has not confirmed.
     *
     * @param events at most so many, up to 10,000; those younger than the newest position known to be confirmed, which is as old as the
     *     look before
     * @param seconds the age of the oldest of them
     */
    record Lag(long events, double seconds) {}
}
