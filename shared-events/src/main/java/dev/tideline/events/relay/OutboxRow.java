package dev.tideline.events.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
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
    private static final Header CONTENT_TYPE =
            new RecordHeader("content-type", "application/cloudevents+json".getBytes(UTF_8));

    static OutboxRow of(Struct row) {
        Columns columns = Columns.of(row.schema());
        return new OutboxRow(
                (String) row.get(columns.id),
                (String) row.get(columns.type),
                (String) row.get(columns.topic),
                (String) row.get(columns.key),
                (Long) row.get(columns.aggregateVersion),
                (String) row.get(columns.traceparent),
                bytes(row.get(columns.payload)),
                columns.headers == null ? null : (String) row.get(columns.headers),
                columns.partition == null ? null : (Integer) row.get(columns.partition));
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
        addHeaders(event.headers());
        if (headers != null) {
            changeHeaders(event.headers(), headers);
        }
        return event;
    }

    Line line() {
        return new Line(topic, key);
    }

    /** Without what the event says. */
    @Override
    public String toString() {
        return "Event " + id + " (" + type + ") for topic '" + topic + "' with key " + key;
    }

    private void addHeaders(Headers to) {
        to.add(CONTENT_TYPE);
        to.add("ce_id", id.getBytes(UTF_8));
        to.add("ce_type", type.getBytes(UTF_8));
        if (aggregateVersion != null) {
            to.add("ce_aggregateversion", aggregateVersion.toString().getBytes(UTF_8));
        }
        if (traceparent != null) {
            to.add("traceparent", traceparent.getBytes(UTF_8));
        }
    }

    private static void changeHeaders(Headers to, String changes) {
        JSON.readTree(changes).properties().forEach(header -> {
            to.remove(header.getKey());
            if (!header.getValue().isNull()) {
                to.add(header.getKey(), header.getValue().asString().getBytes(UTF_8));
            }
        });
    }

    private static byte @Nullable [] bytes(@Nullable Object payload) {
        if (payload instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return (byte[]) payload;
    }

    /**
     * Where a schema has the columns. It changes as rarely as the table does.
     *
     * @param headers null, as the partition, where the log still tells of the table as it was before it had them
     */
    private record Columns(
            Schema schema,
            Field id,
            Field type,
            Field topic,
            Field key,
            Field aggregateVersion,
            Field traceparent,
            Field payload,
            @Nullable Field headers,
            @Nullable Field partition) {

        private static volatile @Nullable Columns latest;

        @SuppressWarnings("ReferenceEquality") // to compare what is in them would take longer than to look it up
        static Columns of(Schema schema) {
            Columns known = latest;
            if (known == null || known.schema != schema) {
                known = new Columns(
                        schema,
                        required(schema, "id"),
                        required(schema, "type"),
                        required(schema, "topic"),
                        required(schema, "message_key"),
                        required(schema, "aggregateversion"),
                        required(schema, "traceparent"),
                        required(schema, "payload"),
                        schema.field("headers"),
                        schema.field("kafka_partition"));
                latest = known;
            }
            return known;
        }

        private static Field required(Schema schema, String column) {
            return requireNonNull(schema.field(column), column);
        }
    }
}
