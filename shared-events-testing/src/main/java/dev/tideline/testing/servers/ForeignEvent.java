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

/** An event as a stranger would send it: written by the CloudEvents SDK, of our extensions it has the tenant alone. */
public record ForeignEvent(String type, String aggregateType, UUID subject, OffsetDateTime time, String data) {

    public static ForeignEvent of(String type, UUID subject, String data) {
        return new ForeignEvent(type, TypeName.parse(type).entity(), subject, OffsetDateTime.now(ZoneOffset.UTC), data);
    }

    public String key() {
        return aggregateType + ":" + subject;
    }

    /** The same event, with the same id, however often it is written. */
    public byte[] json() {
        return new JsonFormat()
                .serialize(CloudEventBuilder.v1()
                        .withId(UUID.nameUUIDFromBytes((type + subject).getBytes(UTF_8))
                                .toString())
                        .withSource(URI.create("/elsewhere"))
                        .withType(type)
                        .withSubject(subject.toString())
                        .withTime(time)
                        .withExtension("tenantid", Tokens.TENANT)
                        .withData("application/json", data.getBytes(UTF_8))
                        .build());
    }
}
