package dev.tideline.events;

/** A payload and what travels beside it. The payload is a {@link Message}, or a {@link GenericEvent} where the type is unknown here. */
public record EventEnvelope<T>(EventMetadata metadata, T payload) {

    /** The same with one more extension. */
    public EventEnvelope<T> with(String extension, Object value) {
        return new EventEnvelope<>(metadata.with(extension, value), payload);
    }
}
