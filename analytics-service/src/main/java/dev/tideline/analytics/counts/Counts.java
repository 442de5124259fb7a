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

    Counts(StreamsBuilderFactoryBean streams) {
        this.streams = streams;
    }

    /** Newest minute first; empty while the counts are being restored or moved. */
    Optional<List<Count>> between(Instant from, Instant to, @Nullable String type) {
        return store().map(counts -> {
            List<Count> found = new ArrayList<>();
            try (var all = counts.fetchAll(from, to)) {
                while (all.hasNext()) {
                    var next = all.next();
                    if (type == null || type.equals(next.key.key())) {
                        found.add(new Count(next.key.window().startTime(), next.key.key(), next.value));
                    }
                }
            }
            found.sort(Comparator.comparing(Count::minute).reversed().thenComparing(Count::type));
            return found;
        });
    }

    boolean ready() {
        return store().isPresent();
    }

    private Optional<ReadOnlyWindowStore<String, Long>> store() {
        KafkaStreams running = streams.getKafkaStreams();
        if (running == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(running.store(
                    StoreQueryParameters.fromNameAndType(CountEvents.STORE, QueryableStoreTypes.windowStore())));
        } catch (InvalidStateStoreException notNow) {
            return Optional.empty();
        }
    }
}
