package dev.tideline.events.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for a topic as they are, for what is passed on rather than said. The record gets exactly these headers.
 *
 * @param partition of the topic; null lets the key decide
 * @param headers {@code ce_type} also names the row's type; none of ours is added
 * @param payload null makes a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawMessage(
        String topic, @Nullable Integer partition, String key, Map<String, String> headers, byte @Nullable [] payload) {

    public RawMessage {
        headers = Map.copyOf(headers);
    }
}
