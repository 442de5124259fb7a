package dev.tideline.events.outbox;

import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcUtils;

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

    // A null without a type would have the statement parsed again whenever one comes after a value, or a value after
    // it.
    static final int[] TYPES = {
        JdbcUtils.TYPE_UNKNOWN, // a UUID is known by its class, and never null
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BIGINT,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BINARY,
        Types.VARCHAR,
        Types.INTEGER
    };

    /** In the order of the columns. */
    @Nullable
    Object[] values() {
        return new @Nullable Object[] {
            id, aggregateType, aggregateId, aggregateVersion, type, topic, key, traceparent, payload, headers, partition
        };
    }
}
