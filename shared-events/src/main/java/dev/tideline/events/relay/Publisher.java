package dev.tideline.events.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends rows in their order. If one fails the caller must not go on: later events would overtake it. */
final class Publisher {

    private final Producer<byte[], byte[]> producer;
    private final AtomicLong published;

    Publisher(Producer<byte[], byte[]> producer, AtomicLong published) {
        this.producer = producer;
        this.published = published;
    }

    /** Returns when Kafka has acknowledged every one of them. */
    void publish(List<OutboxRow> rows) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            sent.add(producer.send(row.event()));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka refused an event of the outbox", e.getCause());
            }
        }
        published.addAndGet(rows.size());
    }
}
