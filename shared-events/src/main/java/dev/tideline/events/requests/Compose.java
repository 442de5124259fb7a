package dev.tideline.events.requests;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.GenericEvent;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.outbox.RawMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes messages for topics that no record's type names, and reads them. */
record Compose(Envelopes envelopes, CloudEventsJson cloudEvents, JsonMapper json) {

    /** The same, but it leaves decimal numbers as they are written. */
    static JsonMapper exact(JsonMapper json) {
        return json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** An answer, on the topic that was asked for it, under the key of what it answers. */
    RawMessage answer(ReplyTopic topic, EventMetadata asked, Reply reply) {
        return message(
                topic.name(),
                asked.partitionKey(),
                envelopes.answer(asked, reply.type(), new GenericEvent(json.valueToTree(reply))));
    }

    /**
     * Reads what {@link #answer} made of a query's answer.
     *
     * @throws tools.jackson.core.JacksonException if that is nothing of the kind, or does not fit the class
     */
    <R> Answer<R> read(JsonNode reply, Class<R> answer) {
        JsonNode data = reply.path("data");
        String type = reply.path("type").asString("");
        if (type.equals(Reply.ANSWERED.toString())) {
            return new Answer.Given<>(
                    json.treeToValue(data.path("answer"), answer),
                    data.path("stale").asBoolean(false));
        }
        if (type.equals(Reply.DEFERRED.toString())) {
            return new Answer.NotYet<>(data.path("projection").asString(""));
        }
        Reply.QueryRefused refused = json.treeToValue(data, Reply.QueryRefused.class);
        return new Answer.Refused<>(refused.reason(), refused.detail(), refused.fields());
    }

    RawMessage message(String topic, String key, EventEnvelope<?> envelope) {
        EventMetadata event = envelope.metadata();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", CloudEventsJson.CONTENT_TYPE);
        headers.put("ce_id", event.id());
        headers.put("ce_type", event.type());
        if (event.traceparent() != null) {
            headers.put("traceparent", storable(event.traceparent()));
        }
        return new RawMessage(
                UUID.fromString(event.id()), topic, null, storable(key), headers, cloudEvents.write(envelope));
    }

    /** Postgres keeps no NUL in a text, and what a stranger asks with may have one. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
