package dev.tideline.events.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends rows in their order. The first that fails closes the producer, whose requests leave one at a time: nothing overtakes it. The
 * caller starts over with a new one, from what is unconfirmed.
 */
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
            sent.add(producer.send(row.event(), (_, failure) -> {
                if (failure != null) {
                    producer.close(Duration.ZERO);
                }
            }));
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
