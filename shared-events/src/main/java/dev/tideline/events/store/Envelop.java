package dev.tideline.events.store;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventEnvelope;
import java.util.ArrayList;
import java.util.List;

/** What every store does first: puts what is to be appended into envelopes, and sees that it belongs where it is to go. */
public record Envelop(Envelopes envelopes) {

    /**
     * In their order, with successive versions.
     *
     * @throws IllegalArgumentException for none, or one of another aggregate
     */
    public List<EventEnvelope<DomainEvent>> events(
            StreamId stream, long expectedVersion, List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("Nothing to append to " + stream);
        }
        if (expectedVersion < 0) {
            throw new IllegalArgumentException("Versions of " + stream + " start at 0, not " + expectedVersion);
        }
        List<EventEnvelope<DomainEvent>> wrapped = new ArrayList<>();
        long version = expectedVersion;
        for (DomainEvent event : events) {
            EventEnvelope<DomainEvent> envelope = envelopes.wrap(event, ++version);
            if (!stream.type().equals(envelope.metadata().aggregateType())
                    || !stream.id().equals(event.aggregateId())) {
                throw new IllegalArgumentException("%s of %s:%s does not belong to %s"
                        .formatted(
                                envelope.metadata().type(),
                                envelope.metadata().aggregateType(),
                                event.aggregateId(),
                                stream));
            }
            wrapped.add(envelope);
        }
        return wrapped;
    }
}
