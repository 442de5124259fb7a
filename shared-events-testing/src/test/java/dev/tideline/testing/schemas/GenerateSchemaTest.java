package dev.tideline.testing.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GenerateSchemaTest {

    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    sealed interface Payment permits Card, Cash {}

    record Card(String number) implements Payment {}

    record Cash(@Nullable BigDecimal change) implements Payment {}

    record Line(String sku, int quantity, @Nullable Colour colour) {}

    @EventType(value = "shop.cart.paid", version = 1)
    record CartPaid(
            UUID cartId,
            @Nullable Instant at,
            List<Line> lines,
            Line first,
            List<@Nullable String> remarks,
            Map<String, Long> points,
            Set<Colour> colours,
            @JsonProperty("paid_by") Payment payment,
            LocalDate day,
            Duration within,
            URI receipt,
            @Nullable Integer age,
            double rate,
            boolean gift)
            implements DomainEvent {

        static final int NOT_A_COMPONENT = 7;

        @Override
        public String aggregateId() {
            return cartId.toString();
        }
    }

    private final EventCatalogue.Entry entry =
            EventCatalogue.of(List.of(CartPaid.class)).entryOf(CartPaid.class);
    private final ObjectNode schema = new GenerateSchema().of(entry);
    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void schemaNamesTheEventAndItsComponentsInTheirOrder() {
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asString()).isEqualTo("urn:tideline:shop.cart.paid:1");
        assertThat(schema.path("title").asString()).isEqualTo("shop.cart.paid");
        assertThat(schema.path("properties").propertyNames())
                .containsExactly(
                        "cartId", "at", "lines", "first", "remarks", "points", "colours", "paid_by", "day", "within",
                        "receipt", "age", "rate", "gift");
        assertThat(SchemaNodes.texts(schema.path("required")))
                .containsExactly(
                        "cartId", "lines", "first", "remarks", "points", "colours", "paid_by", "day", "within",
                        "receipt", "rate", "gift");
    }

    @Test
    void typesAndFormatsAreThoseOfTheJson() {
        assertThat(kind("/properties/cartId")).isEqualTo("string (uuid)");
        assertThat(kind("/properties/at")).isEqualTo("string (date-time)");
        assertThat(kind("/properties/age")).isEqualTo("integer (int32)");
        assertThat(kind("/properties/points/additionalProperties")).isEqualTo("integer (int64)");
        assertThat(schema.at("/$defs/Colour/enum")).hasSize(3);
        assertThat(SchemaNodes.texts(schema.at("/$defs/Line/required"))).containsExactly("sku", "quantity");
        assertThat(SchemaNodes.texts(schema.at("/properties/remarks/items/type")))
                .containsExactly("string", "null");
    }

    @Test
    void everySampleValidatesAndEveryKindIsSampled() {
        List<CartPaid> samples = Samples.all(CartPaid.class);
        for (CartPaid sample : samples) {
            assertThat(ValidateJson.closed(schema).errors(json(sample))).isEmpty();
        }
        assertThat(samples).extracting(CartPaid::at).containsNull().hasSizeGreaterThan(3);
        assertThat(samples.stream().flatMap(sample -> sample.colours().stream()))
                .contains(Colour.values());
        assertThat(samples)
                .extracting(CartPaid::payment)
                .hasAtLeastOneElementOfType(Card.class)
                .hasAtLeastOneElementOfType(Cash.class);
    }

    @Test
    void jsonThatDoesNotFitIsInvalid() {
        invalid("cartId", "\"no uuid\"");
        invalid("at", "\"noon\"");
        invalid("gift", "\"yes\"");
        invalid("gift", null);
        invalid("colours", "[\"PINK\"]");
        invalid("first", "{\"sku\":\"s\"}");
        invalid("paid_by", "{\"kind\":\"cheque\"}");
        ObjectNode further = json(Samples.full(CartPaid.class)).put("further", 1);
        assertThat(ValidateJson.closed(schema).errors(further)).hasSize(1);
        assertThat(ValidateJson.against(schema).errors(further)).isEmpty();
    }

    private void invalid(String field, @Nullable String value) {
        ObjectNode json = json(Samples.full(CartPaid.class));
        if (value == null) {
            json.remove(field);
        } else {
            json.set(field, mapper.readTree(value));
        }
        assertThat(ValidateJson.against(schema).errors(json))
                .as(field + ": " + value)
                .isNotEmpty();
    }

    private String kind(String pointer) {
        JsonNode node = schema.at(pointer);
        return SchemaNodes.kind(node);
    }

    private ObjectNode json(CartPaid sample) {
        return mapper.valueToTree(sample);
    }
}
