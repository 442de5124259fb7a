package dev.tideline.events.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row as it is inserted. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRow(
        UUID id,
        String aggregateType,
        String aggregateId,
        @Nullable Long aggregateVersion,
        String type,
        String topic,
        String key,
        @Nullable String traceparent,
        byte @Nullable [] payload,
        @Nullable String headers,
        @Nullable Integer partition) {

    /** In the order of the columns. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            id, aggregateType, aggregateId, aggregateVersion, type, topic, key, traceparent, payload, headers, partition
        };
    }
}
