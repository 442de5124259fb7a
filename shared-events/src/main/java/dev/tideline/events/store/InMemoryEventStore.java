package dev.tideline.events.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * For tests, and for what may be forgotten: gone with its JVM, knows no transactions, and tells of each event at once. Written and read as
 * JSON like any other. Thread-safe.
 */
public final class InMemoryEventStore implements EventStore {

    private record Kept(Position position, StreamId stream, long version, String event) {}

    private final List<Kept> all = new ArrayList<>();
    private final Map<StreamId, List<Kept>> streams = new HashMap<>();
    private final Map<UUID, Kept> byId = new HashMap<>();
    private final Envelop envelop;
    private final CloudEventsJson json;
    private final Consumer<EventEnvelope<? extends DomainEvent>> published;

    public InMemoryEventStore(
            Envelopes envelopes, CloudEventsJson json, Consumer<EventEnvelope<? extends DomainEvent>> published) {
        this.envelop = new Envelop(envelopes);
        this.json = json;
        this.published = published;
    }

    @Override
    public synchronized Append append(StreamId stream, long expectedVersion, List<? extends DomainEvent> events) {
        List<EventEnvelope<DomainEvent>> wrapped = envelop.events(stream, expectedVersion, events);
        long version = version(stream);
        if (version != expectedVersion) {
            return new Conflict(stream, expectedVersion, version);
        }
        Position last = Position.START;
        wrapped.forEach(published);
        for (EventEnvelope<DomainEvent> event : wrapped) {
            last = new Position(0, all.size() + 1L);
            Kept kept = new Kept(last, stream, ++version, new String(json.write(event), UTF_8));
            all.add(kept);
            streams.computeIfAbsent(stream, _ -> new ArrayList<>()).add(kept);
            byId.put(event.metadata().identity(), kept);
        }
        return new Appended(version, last);
    }

    @Override
    public synchronized long version(StreamId stream) {
        return of(stream).size();
    }

    @Override
    public synchronized List<StoredEvent> read(StreamId stream, long fromVersion, int limit) {
        return of(stream).stream()
                .filter(kept -> kept.version() >= fromVersion)
                .limit(limit)
                .map(this::stored)
                .toList();
    }

    @Override
    public synchronized Page readAll(Position after, EventFilter filter, int limit) {
        List<StoredEvent> events = all.stream()
                .filter(kept -> kept.position().compareTo(after) > 0)
                .map(this::stored)
                .filter(stored -> filter.takes(
                        stored.event().metadata().type(),
                        stored.event().metadata().time()))
                .limit(limit)
                .toList();
        return new Page(events, events.size() == limit ? events.getLast().position() : new Position(0, all.size()));
    }

    @Override
    public synchronized Optional<StoredEvent> find(UUID eventId) {
        return Optional.ofNullable(byId.get(eventId)).map(this::stored);
    }

    @Override
    public synchronized List<StreamId> streams(String type, String afterId, int limit) {
        return streams.keySet().stream()
                .filter(stream -> stream.type().equals(type) && stream.id().compareTo(afterId) > 0)
                .sorted(Comparator.comparing(StreamId::id))
                .limit(limit)
                .toList();
    }

    private List<Kept> of(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    private StoredEvent stored(Kept kept) {
        return new StoredEvent(
                kept.position(),
                kept.stream(),
                kept.version(),
                json.read(kept.event().getBytes(UTF_8)));
    }
}
