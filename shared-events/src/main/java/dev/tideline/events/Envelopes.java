package dev.tideline.events;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts new messages into envelopes: id and time are fresh, the rest comes from the catalogue and the {@link EventContext}. */
public final class Envelopes {

    private final URI source;
    private final EventCatalogue catalogue;
    private final Clock clock;

    /**
     * Envelopes of one publisher.
     *
     * @param source names the publishing service, as {@code /todo-service}
     */
    public Envelopes(URI source, EventCatalogue catalogue, Clock clock) {
        this.source = source;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * An event of an aggregate.
     *
     * @param aggregateVersion the aggregate's version after this event
     */
    public <E extends DomainEvent> EventEnvelope<E> wrap(E event, long aggregateVersion) {
        return wrap(event, aggregateVersion, null);
    }

    public <M extends Message> EventEnvelope<M> wrap(M message) {
        return wrap(message, null, null);
    }

    /** A message that is not to be delivered earlier. */
    public <M extends Message> EventEnvelope<M> wrap(M message, Instant notBefore) {
        return wrap(message, null, notBefore);
    }

    private <M extends Message> EventEnvelope<M> wrap(
            M message, @Nullable Long aggregateVersion, @Nullable Instant notBefore) {
        EventCatalogue.Entry entry = catalogue.entryOf(message.getClass());
        EventContext context = EventContext.current();
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        EventMetadata metadata = new EventMetadata(
                id,
                entry.name().toString(),
                source,
                message.aggregateId(),
                clock.instant(),
                entry.dataSchema(),
                entry.name().entity(),
                aggregateVersion,
                context.correlationId() == null ? id : context.correlationId(),
                context.causationId(),
                context.tenant(),
                context.user(),
                context.session(),
                Priority.NORMAL,
                notBefore,
                entry.version(),
                context.traceparent(),
                addressing(message, entry.name()));
        return new EventEnvelope<>(metadata, message);
    }

    /** What is told about a message to whoever sent it: about the same thing, on its behalf and caused by it. */
    public EventEnvelope<GenericEvent> answer(EventMetadata asked, TypeName type, GenericEvent answer) {
        EventMetadata metadata = new EventMetadata(
                UuidCreator.getTimeOrderedEpoch().toString(),
                type.toString(),
                source,
                asked.subject(),
                clock.instant(),
                null,
                asked.aggregateType(),
                null,
                asked.correlationId(),
                asked.id(),
                asked.tenant(),
                asked.user(),
                asked.session(),
                asked.priority(),
                null,
                1,
                asked.traceparent(),
                Map.of());
        return new EventEnvelope<>(metadata, answer);
    }

    private static Map<String, Object> addressing(Message message, TypeName name) {
        Map<String, Object> extensions = new HashMap<>();
        switch (message) {
            case DomainEvent _ -> {}
            case IntegrationEvent event -> {
                extensions.put("targets", String.join(",", new TreeSet<>(event.targets())));
                extensions.put("routingkey", name.toString());
            }
            case Command command -> command.expectedVersion().ifPresent(v -> extensions.put("expectedversion", v));
            case Query _ -> {}
        }
        return extensions;
    }
}
