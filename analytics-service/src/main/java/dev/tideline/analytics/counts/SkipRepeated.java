package dev.tideline.analytics.counts;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.UnreadableEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each event of a tenant on once, by tenant and type and at the time it happened. The relay may send an event again, always to the
 * same partition, so each task can know its own.
 */
@NullUnmarked
final class SkipRepeated extends ContextualProcessor<byte[], byte[], Kind, byte[]> {

    static final String STORE = "events-seen";

    private static final Logger log = LoggerFactory.getLogger(SkipRepeated.class);
    private static final byte[] SEEN = {};

    private final CloudEventsJson json;
    private final long retention;
    private final Counter unreadable;
    private WindowStore<UUID, byte[]> seen;

    SkipRepeated(CloudEventsJson json, Duration retention, MeterRegistry meters) {
        this.json = json;
        this.retention = retention.toMillis();
        this.unreadable = meters.counter("tideline.counts.unreadable");
    }

    @Override
    public void init(ProcessorContext<Kind, byte[]> context) {
        super.init(context);
        seen = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> event) {
        EventMetadata metadata;
        try {
            metadata = json.readMetadata(event.value());
        } catch (UnreadableEvent e) {
            log.warn("Not counted, for it cannot be read: {}", e.getMessage());
            unreadable.increment();
            return;
        }
        if (metadata.tenant() == null) {
            return;
        }
        long happened = happened(metadata, event.timestamp());
        if (happened < context().currentStreamTimeMs() - retention || seen(metadata.identity(), happened)) {
            return;
        }
        seen.put(metadata.identity(), SEEN, happened);
        context().forward(new Record<>(new Kind(metadata.tenant(), metadata.type()), SEEN, happened));
    }

    /** At whatever time: that of an event whose clock ran ahead depends on when it was sent. */
    private boolean seen(UUID event, long happened) {
        try (var times = seen.fetch(event, Math.max(0, happened - retention), happened + retention)) {
            return times.hasNext();
        }
    }

    /** Not later than it was sent: one wrong clock must not make everything else late. */
    private static long happened(EventMetadata metadata, long sent) {
        Instant time = metadata.time();
        return time == null ? sent : Math.max(0, Math.min(time.toEpochMilli(), sent));
    }
}
