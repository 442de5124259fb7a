package dev.tideline.events.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A row of the outbox, as it is read from the log or from the table, and as Kafka gets it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutboxRow(
        String id,
        String type,
        String topic,
        String key,
        @Nullable String traceparent,
        byte[] payload) {

    static final String COLUMNS = "id, type, topic, message_key, traceparent, payload";

    private static final byte[] CLOUD_EVENT = "application/cloudevents+json".getBytes(UTF_8);

    static OutboxRow of(Struct row) {
        return new OutboxRow(
                row.getString("id"),
                row.getString("type"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("traceparent"),
                bytes(row.get("payload")));
    }

    static OutboxRow of(ResultSet row) throws SQLException {
        return new OutboxRow(
                row.getString("id"),
                row.getString("type"),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("traceparent"),
                row.getBytes("payload"));
    }

    ProducerRecord<byte[], byte[]> event() {
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, key.getBytes(UTF_8), payload);
        event.headers()
                .add("content-type", CLOUD_EVENT)
                .add("ce_id", id.getBytes(UTF_8))
                .add("ce_type", type.getBytes(UTF_8));
        if (traceparent != null) {
            event.headers().add("traceparent", traceparent.getBytes(UTF_8));
        }
        return event;
    }

    private static byte[] bytes(Object payload) {
        if (payload instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return (byte[]) payload;
    }
}
