package dev.tideline.analytics.counts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.stereotype.Component;

/** What has been counted, as far as this instance holds it. */
@Component
class Counts {

    private final StreamsBuilderFactoryBean streams;

    private final StartCounting startCounting;

    Counts(StreamsBuilderFactoryBean streams, StartCounting startCounting) {
        this.streams = streams;
        this.startCounting = startCounting;
    }

    /** Those of the tenant, the newest minute first; empty while the counts are being restored or moved. */
    Optional<List<Count>> between(String tenant, Instant from, Instant to, @Nullable String type) {
        if (startCounting.nothingToCount()) {
            return Optional.of(List.of());
        }
        try {
            return store().map(counts -> read(counts, tenant, from, to, type));
        } catch (InvalidStateStoreException | IllegalStateException movedMeanwhile) {
            return Optional.empty();
        }
    }

    boolean ready() {
        KafkaStreams running = streams.getKafkaStreams();
        return startCounting.nothingToCount() || (running != null && running.state() == KafkaStreams.State.RUNNING);
    }

    private static List<Count> read(
            ReadOnlyWindowStore<Kind, Long> counts, String tenant, Instant from, Instant to, @Nullable String type) {
        List<Count> found = new ArrayList<>();
        try (var windows = counts.fetchAll(from, to)) {
            while (windows.hasNext()) {
                var next = windows.next();
                Kind kind = next.key.key();
                if (tenant.equals(kind.tenant()) && (type == null || type.equals(kind.type()))) {
                    found.add(new Count(next.key.window().startTime(), kind.type(), next.value));
                }
            }
        }
        found.sort(Comparator.comparing(Count::minute).reversed().thenComparing(Count::type));
        return found;
    }

    private Optional<ReadOnlyWindowStore<Kind, Long>> store() {
        return Optional.ofNullable(streams.getKafkaStreams())
                .map(running -> running.store(
                        StoreQueryParameters.fromNameAndType(CountEvents.STORE, QueryableStoreTypes.windowStore())));
    }
}
