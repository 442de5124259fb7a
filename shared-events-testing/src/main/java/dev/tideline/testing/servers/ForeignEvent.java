package dev.tideline.testing.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.TypeName;
import dev.tideline.testing.tokens.Tokens;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as a stranger would send it: written by the CloudEvents SDK, of our extensions it has the tenant alone. */
public record ForeignEvent(
        String type,
        String aggregateType,
        UUID subject,
        OffsetDateTime time,
        String data,
        @Nullable String tenant) {

    /** Of no tenant. */
    public ForeignEvent(String type, String aggregateType, UUID subject, OffsetDateTime time, String data) {
        this(type, aggregateType, subject, time, data, null);
    }

    public static ForeignEvent of(String type, UUID subject, String data) {
        return new ForeignEvent(type, TypeName.parse(type).entity(), subject, OffsetDateTime.now(ZoneOffset.UTC), data)
                .ofTenant(Tokens.TENANT);
    }

    public ForeignEvent ofTenant(String other) {
        return new ForeignEvent(type, aggregateType, subject, time, data, other);
    }

    public String key() {
        return aggregateType + ":" + subject;
    }

    /** The same event, with the same id, however often it is written. */
    public byte[] json() {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(UUID.nameUUIDFromBytes((type + subject).getBytes(UTF_8)).toString())
                .withSource(URI.create("/elsewhere"))
                .withType(type)
                .withSubject(subject.toString())
                .withTime(time)
                .withData("application/json", data.getBytes(UTF_8));
        if (tenant != null) {
            event.withExtension("tenantid", tenant);
        }
        return new JsonFormat().serialize(event.build());
    }
}
