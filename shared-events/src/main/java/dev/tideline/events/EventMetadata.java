package dev.tideline.events;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside the payload: the CloudEvents attributes and our extensions. Reading an event of someone else's leaves empty what it
 * does not carry, and keeps in {@code extensions} whatever we do not know.
 *
 * @param id unique together with the source; a UUIDv7 on everything we write
 * @param subject the aggregate's id
 * @param dataSchema identifies the payload's schema; where the payload was lifted, the schema it was lifted to
 * @param aggregateVersion the aggregate's version after this event, dense from 1
 * @param correlationId the same on everything that one request brought about
 * @param causationId the id of the message being handled when this one was made
 * @param notBefore not to be delivered earlier
 * @param schemaVersion the version of that schema
 * @param extensions further attributes: strings, numbers or booleans by name
 */
public record EventMetadata(
        String id,
        String type,
        URI source,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable URI dataSchema,
        @Nullable String aggregateType,
        @Nullable Long aggregateVersion,
        String correlationId,
        @Nullable String causationId,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String session,
        Priority priority,
        @Nullable Instant notBefore,
        int schemaVersion,
        @Nullable String traceparent,
        Map<String, Object> extensions) {

    private static final int UUID_LENGTH = 36;

    public EventMetadata {
        extensions = Map.copyOf(extensions);
    }

    /** The key that keeps an aggregate's events in order: {@code aggregateType:aggregateId}. */
    public String partitionKey() {
        return (aggregateType == null ? type : aggregateType) + ":" + (subject == null ? id : subject);
    }

    /** The same and one extension more, or another value of it. */
    EventMetadata with(String extension, Object value) {
        Map<String, Object> more = new HashMap<>(extensions);
        more.put(extension, value);
        return copy(schemaVersion, dataSchema, more);
    }

    /** The same beside data of another version. */
    EventMetadata withSchema(int version, URI schema) {
        return copy(version, schema, extensions);
    }

    private EventMetadata copy(int version, @Nullable URI schema, Map<String, Object> more) {
        return new EventMetadata(
                id,
                type,
                source,
                subject,
                time,
                schema,
                aggregateType,
                aggregateVersion,
                correlationId,
                causationId,
                tenant,
                user,
                session,
                priority,
                notBefore,
                version,
                traceparent,
                more);
    }

    /** What tells this event from every other, also where a foreign id is no UUID. */
    public UUID identity() {
        UUID uuid = uuid();
        return uuid != null ? uuid : UUID.nameUUIDFromBytes((source + "\n" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Where the id is one as it is usually written. */
    private @Nullable UUID uuid() {
        if (id.length() != UUID_LENGTH) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.toString().equals(id) ? uuid : null;
        } catch (IllegalArgumentException other) {
            return null;
        }
    }
}
