package dev.tideline.events.relay;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A producer that is opened when it is needed, and anew after it was shut. */
final class OneProducer implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile @Nullable Producer<byte[], byte[]> open;
    private volatile boolean ended;

    OneProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> producer = open;
        if (ended) {
            throw new IllegalStateException("This publisher has ended");
        }
        if (producer == null) {
            producer = producers.get();
            open = producer;
        }
        return producer;
    }

    /** What it still held is not confirmed. */
    void shut() {
        Producer<byte[], byte[]> producer = open;
        if (producer != null) {
            producer.close(Duration.ZERO);
            open = null;
        }
    }

    /** For good: whoever still has it opens no other. */
    @Override
    public void close() {
        ended = true;
        shut();
    }
}
