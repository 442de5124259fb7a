package dev.tideline.events.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for a topic as they are, for what is passed on rather than said. The record gets exactly these headers.
 *
 * @param id of the row, a UUIDv7; the record shows it only if a header does
 * @param partition of the topic; null lets the key decide
 * @param headers {@code ce_type} also names the row's type; none of ours is added
 * @param payload null makes a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawMessage(
        UUID id,
        String topic,
        @Nullable Integer partition,
        String key,
        Map<String, String> headers,
        byte @Nullable [] payload) {

    public RawMessage {
        headers = Map.copyOf(headers);
    }

    public RawMessage(
            String topic,
            @Nullable Integer partition,
            String key,
            Map<String, String> headers,
            byte @Nullable [] payload) {
        this(UuidCreator.getTimeOrderedEpoch(), topic, partition, key, headers, payload);
    }
}
