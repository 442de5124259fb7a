package dev.tideline.events.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row of the outbox, as it is read from the log or from the table, and as Kafka gets it.
 *
 * @param headers JSON of name to value; what is named there replaces the header made of the row, null takes it away
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRow(
        String id,
        String type,
        String topic,
        String key,
        @Nullable Long aggregateVersion,
        @Nullable String traceparent,
        byte @Nullable [] payload,
        @Nullable String headers,
        @Nullable Integer partition) {

    static final String COLUMNS =
            "id, type, topic, message_key, aggregateversion, traceparent, payload, headers, kafka_partition";

    private static final JsonMapper JSON = new JsonMapper();

    static OutboxRow of(Struct row) {
        return new OutboxRow(
                row.getString("id"),
                row.getString("type"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getInt64("aggregateversion"),
                row.getString("traceparent"),
                bytes(row.get("payload")),
                optional(row, "headers") ? row.getString("headers") : null,
                optional(row, "kafka_partition") ? row.getInt32("kafka_partition") : null);
    }

    static OutboxRow of(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getString("id"),
                row.getString("type"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getObject("aggregateversion", Long.class),
                row.getString("traceparent"),
                row.getBytes("payload"),
                row.getString("headers"),
                row.getObject("kafka_partition", Integer.class));
    }

    ProducerRecord<byte[], byte[]> event() {
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), payload);
        allHeaders().forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        return event;
    }

    private Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("content-type", "application/cloudevents+json");
        all.put("ce_id", id);
        all.put("ce_type", type);
        if (aggregateVersion != null) {
            all.put("ce_aggregateversion", aggregateVersion.toString());
        }
        if (traceparent != null) {
            all.put("traceparent", traceparent);
        }
        if (headers != null) {
            JSON.readTree(headers).properties().forEach(header -> {
                if (header.getValue().isNull()) {
                    all.remove(header.getKey());
                } else {
                    all.put(header.getKey(), header.getValue().asString());
                }
            });
        }
        return all;
    }

    /** The log may still tell of the table as it was before it had these columns. */
    private static boolean optional(Struct row, String column) {
        return row.schema().field(column) != null;
    }

    private static byte @Nullable [] bytes(@Nullable Object payload) {
        if (payload instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return (byte[]) payload;
    }
}
