package dev.tideline.events.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads an instant from ISO 8601 text with an offset, within the years that every database and client can hold. */
final class CalendarInstants extends StdDeserializer<Instant> {

    CalendarInstants() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getString();
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException unreadable) {
            // answered below, like a year out of range
        }
        return (Instant) context.handleWeirdStringValue(
                Instant.class, text, "expected ISO 8601 with an offset, as 2030-12-31T09:00:00Z");
    }
}
