package dev.tideline.events.desk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that is known of a dead letter.
 *
 * @param payload as it came, where that is JSON
 * @param payloadBase64 as it came, byte for byte; null where the record had no value
 * @param editedPayload what an operator made of it, and a replay would handle
 * @param lane what its key does: open, retrying, draining or held
 * @param waiting events of its key that wait
 * @param acts first to last
 */
record LetterDetails(
        Letter letter,
        Map<String, String> headers,
        @Nullable JsonNode payload,
        @Nullable String payloadBase64,
        @Nullable JsonNode editedPayload,
        String stack,
        String lane,
        int waiting,
        List<Act> acts) {}
