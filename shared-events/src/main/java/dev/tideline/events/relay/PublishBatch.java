package dev.tideline.events.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the engine read and waits for every acknowledgement before any of it is confirmed. If one fails the whole batch stays
 * unconfirmed and the engine ends: going on would let later events overtake it.
 */
final class PublishBatch implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

    private static final byte[] CLOUD_EVENT = "application/cloudevents+json".getBytes(UTF_8);

    private final Producer<byte[], byte[]> producer;
    private final String rows;
    private final AtomicLong published;

    /** @param rows the topic under which the engine hands over rows of the outbox; heartbeats and other messages come under others */
    PublishBatch(Producer<byte[], byte[]> producer, String rows, AtomicLong published) {
        this.producer = producer;
        this.rows = rows;
        this.published = published;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
        for (RecordChangeEvent<SourceRecord> change : batch) {
            ProducerRecord<byte[], byte[]> event = event(change.record());
            if (event != null) {
                sent.add(producer.send(event));
            }
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            acknowledged(each);
        }
        for (RecordChangeEvent<SourceRecord> change : batch) {
            committer.markProcessed(change);
        }
        committer.markBatchFinished();
        published.addAndGet(sent.size());
    }

    private static void acknowledged(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused an event of the outbox", e.getCause());
        }
    }

    private @Nullable ProducerRecord<byte[], byte[]> event(SourceRecord change) {
        if (!rows.equals(change.topic())) {
            return null;
        }
        Struct row = ((Struct) change.value()).getStruct("after");
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                row.getString("topic"), row.getString("message_key").getBytes(UTF_8), bytes(row.get("payload")));
        event.headers()
                .add("content-type", CLOUD_EVENT)
                .add("ce_id", row.getString("id").getBytes(UTF_8))
                .add("ce_type", row.getString("type").getBytes(UTF_8));
        String traceparent = row.getString("traceparent");
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
