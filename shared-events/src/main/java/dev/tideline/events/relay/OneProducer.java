package dev.tideline.events.relay;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** A producer that is opened when it is needed, and anew after it was closed. */
final class OneProducer implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private volatile @Nullable Producer<byte[], byte[]> open;

    OneProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> producer = open;
        if (producer == null) {
            producer = producers.get();
            open = producer;
        }
        return producer;
    }

    /** What it still held is not confirmed. */
    @Override
    public void close() {
        Producer<byte[], byte[]> producer = open;
        if (producer != null) {
            producer.close(Duration.ZERO);
            open = null;
        }
    }
}
