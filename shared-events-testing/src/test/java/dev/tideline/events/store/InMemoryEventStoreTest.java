package dev.tideline.events.store;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventMetadata;
import dev.tideline.testing.store.EventStoreContract;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

class InMemoryEventStoreTest extends EventStoreContract {

    private final EventCatalogue catalogue = EventCatalogue.of(List.of(Moved.class, Renamed.class, OtherMoved.class));
    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    private final List<EventMetadata> published = new CopyOnWriteArrayList<>();
    private final EventStore store = new InMemoryEventStore(
            new Envelopes(URI.create("/contract"), catalogue, clock),
            new CloudEventsJson(catalogue),
            envelope -> published.add(envelope.metadata()));

    @Override
    protected EventStore store() {
        return store;
    }

    @Override
    protected <R> R inTransaction(Supplier<R> work) {
        return work.get();
    }

    @Override
    protected List<EventMetadata> published(StreamId stream) {
        return published.stream()
                .filter(each -> stream.id().equals(each.subject()))
                .toList();
    }
}
