package dev.tideline.events.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

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

    /**
     * Returns when Kafka has acknowledged every one of them.
     *
     * @throws IllegalStateException naming the first row that was refused, and why
     */
    void publish(List<OutboxRow> rows) throws InterruptedException {
        AtomicReference<@Nullable IllegalStateException> refusal = new AtomicReference<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        try {
            for (OutboxRow row : rows) {
                sent.add(producer.send(row.event(), (_, failure) -> {
                    if (failure != null && refusal.compareAndSet(null, refused(row, failure))) {
                        producer.close(Duration.ZERO);
                    }
                }));
            }
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | IllegalStateException e) {
            IllegalStateException first = refusal.get();
            throw first == null ? new IllegalStateException("Could not publish: " + e.getMessage(), e) : first;
        }
        published.addAndGet(rows.size());
    }

    private static IllegalStateException refused(OutboxRow row, Exception why) {
        return new IllegalStateException(
                "Event " + row.id() + " (" + row.type() + ") was not taken by topic '" + row.topic() + "': " + why,
                why);
    }
}
