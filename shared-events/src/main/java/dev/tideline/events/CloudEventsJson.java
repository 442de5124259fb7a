package dev.tideline.events;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads envelopes as CloudEvents 1.0 structured JSON. Components that are absent or null are left out; unknown components of
 * a payload are passed over, unknown attributes of the envelope are kept. The JSON does not depend on the application's mapper.
 */
public final class CloudEventsJson {

    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final Set<String> KNOWN = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "dataschema",
            "data",
            "data_base64",
            "aggregatetype",
            "aggregateversion",
            "correlationid",
            "causationid",
            "tenantid",
            "userid",
            "sessionid",
            "priority",
            "notbefore",
            "schemaversion",
            "traceparent");

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 39.80 stays 39.80
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final EventCatalogue catalogue;
    private final Upcasters upcasters;

    /** For a catalogue in which every record is at its first version. */
    public CloudEventsJson(EventCatalogue catalogue) {
        this(catalogue, List.of());
    }

    /**
     * For any catalogue.
     *
     * @throws IllegalArgumentException naming the type and the step, if a record lacks an upcaster, or an upcaster leads to no record
     */
    public CloudEventsJson(EventCatalogue catalogue, Collection<Upcaster> upcasters) {
        this.catalogue = catalogue;
        this.upcasters = new Upcasters(catalogue, upcasters);
    }

    public byte[] write(EventEnvelope<?> envelope) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            writeAttributes(json, envelope.metadata());
            switch (envelope.payload()) {
                case GenericEvent(JsonNode data)
                when data.isBinary() -> json.writeStringProperty("data_base64", data.asString());
                case GenericEvent(JsonNode data) when data.isMissingNode() -> {}
                case GenericEvent(JsonNode data) -> writeData(json, data);
                case Object payload -> writeData(json, payload);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * The event with its payload as the catalogue's record, or as a {@link GenericEvent} where the type is not known here. Data of an
     * older version is lifted to the record's, and the metadata then tells the version and schema of the lifted data, because they are
     * about the payload beside them and the two may be written again. Data of a newer version is read as far as it fits the record, and
     * its metadata stay.
     *
     * @throws UnreadableEvent if it is no CloudEvent, its data cannot be lifted, or does not fit the record
     */
    public EventEnvelope<?> read(byte @Nullable [] bytes) {
        return reading(bytes, event -> {
            EventMetadata metadata = readAttributes(event);
            JsonNode data = readData(event);
            return catalogue
                    .find(metadata.type())
                    .<EventEnvelope<?>>map(entry -> readKnown(data, metadata, entry))
                    .orElseGet(() -> new EventEnvelope<>(metadata, new GenericEvent(data)));
        });
    }

    /**
     * Reads the attributes only, as they were written.
     *
     * @throws UnreadableEvent if it is no CloudEvent
     */
    public EventMetadata readMetadata(byte @Nullable [] bytes) {
        return reading(bytes, CloudEventsJson::readAttributes);
    }

    private <T> T reading(byte @Nullable [] bytes, Function<ObjectNode, T> reader) {
        if (bytes == null) {
            throw new UnreadableEvent("No value", null);
        }
        try {
            if (!(mapper.readTree(bytes) instanceof ObjectNode event)) {
                throw new UnreadableEvent("No JSON object", null);
            }
            String version = text(event, "specversion");
            if (version == null || !version.startsWith("1.")) {
                throw new UnreadableEvent("No CloudEvent: specversion is " + version, null);
            }
            return reader.apply(event);
        } catch (JacksonException | IllegalArgumentException | DateTimeException unfit) {
            throw new UnreadableEvent("No CloudEvent, or its data does not fit: " + unfit.getMessage(), unfit);
        }
    }

    private void writeData(JsonGenerator json, Object payload) {
        json.writePOJOProperty("data", payload);
    }

    private static void writeAttributes(JsonGenerator json, EventMetadata event) {
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", event.id());
        json.writeStringProperty("source", event.source().toString());
        json.writeStringProperty("type", event.type());
        write(json, "subject", event.subject());
        write(json, "time", event.time());
        if (!event.extensions().containsKey("datacontenttype")) {
            json.writeStringProperty("datacontenttype", "application/json");
        }
        write(json, "dataschema", event.dataSchema());
        write(json, "aggregatetype", event.aggregateType());
        if (event.aggregateVersion() != null) {
            json.writeNumberProperty("aggregateversion", event.aggregateVersion());
        }
        write(json, "correlationid", event.correlationId());
        write(json, "causationid", event.causationId());
        write(json, "tenantid", event.tenant());
        write(json, "userid", event.user());
        write(json, "sessionid", event.session());
        json.writeStringProperty("priority", event.priority().wireName());
        write(json, "notbefore", event.notBefore());
        json.writeNumberProperty("schemaversion", event.schemaVersion());
        write(json, "traceparent", event.traceparent());
        event.extensions().forEach(json::writePOJOProperty);
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }

    private static EventMetadata readAttributes(ObjectNode event) {
        String id = required(event, "id");
        return new EventMetadata(
                id,
                required(event, "type"),
                URI.create(required(event, "source")),
                text(event, "subject"),
                instant(event, "time"),
                uri(event, "dataschema"),
                text(event, "aggregatetype"),
                number(event, "aggregateversion"),
                requireNonNullElse(text(event, "correlationid"), id),
                text(event, "causationid"),
                text(event, "tenantid"),
                text(event, "userid"),
                text(event, "sessionid"),
                Priority.ofWireName(requireNonNullElse(text(event, "priority"), "normal")),
                instant(event, "notbefore"),
                requireNonNullElse(number(event, "schemaversion"), 1L).intValue(),
                text(event, "traceparent"),
                unknown(event));
    }

    private static JsonNode readData(ObjectNode event) {
        return event.hasNonNull("data_base64")
                ? event.binaryNode(event.get("data_base64").binaryValue())
                : event.path("data");
    }

    private EventEnvelope<?> readKnown(JsonNode data, EventMetadata metadata, EventCatalogue.Entry entry) {
        if (!(data instanceof ObjectNode object)) {
            throw new IllegalArgumentException("data of " + metadata.type() + " is no JSON object");
        }
        if (metadata.schemaVersion() >= entry.version()) {
            return new EventEnvelope<>(metadata, readRecord(object, metadata, entry));
        }
        ObjectNode lifted = upcasters.lift(object, metadata, entry);
        return new EventEnvelope<>(
                metadata.withSchema(entry.version(), entry.dataSchema()), readRecord(lifted, metadata, entry));
    }

    private Message readRecord(ObjectNode data, EventMetadata metadata, EventCatalogue.Entry entry) {
        try {
            return mapper.treeToValue(data, entry.payload());
        } catch (JacksonException unfit) {
            throw new UnreadableEvent(
                    "Data of %s, written in version %d, does not fit %s at version %d: %s"
                            .formatted(
                                    metadata.type(),
                                    metadata.schemaVersion(),
                                    entry.payload().getName(),
                                    entry.version(),
                                    unfit.getMessage()),
                    unfit);
        }
    }

    private static Map<String, Object> unknown(ObjectNode event) {
        Map<String, Object> extensions = new HashMap<>();
        for (var property : event.properties()) {
            JsonNode value = property.getValue();
            boolean usual = property.getKey().equals("datacontenttype")
                    && value.asString().equals("application/json");
            if (KNOWN.contains(property.getKey()) || value.isNull() || usual) {
                continue;
            }
            extensions.put(property.getKey(), plain(value));
        }
        return extensions;
    }

    /** Objects and arrays are none of CloudEvents' types, but whoever sent them may want them back. */
    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isString() ? value.asString() : value;
    }

    private static String required(ObjectNode event, String name) {
        String value = text(event, name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("attribute '" + name + "' is missing");
        }
        return value;
    }

    private static @Nullable String text(ObjectNode event, String name) {
        JsonNode value = event.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static @Nullable Long number(ObjectNode event, String name) {
        String value = text(event, name);
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable Instant instant(ObjectNode event, String name) {
        String value = text(event, name);
        return value == null ? null : InternetTime.parse(value);
    }

    private static @Nullable URI uri(ObjectNode event, String name) {
        String value = text(event, name);
        return value == null ? null : URI.create(value);
    }
}
