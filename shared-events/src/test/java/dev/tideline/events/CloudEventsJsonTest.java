package dev.tideline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsJsonTest {

    @EventType(value = "shop.item.priced", version = 2)
    record ItemPriced(
            String itemId, BigDecimal price, @Nullable String note, Instant at) implements DomainEvent {

        @Override
        public String aggregateId() {
            return itemId;
        }
    }

    @EventType("shop.item.sold")
    record ItemSold(String aggregateId, Set<String> targets) implements IntegrationEvent {}

    @EventType("shop.item.reserve.command")
    record ReserveItem(String aggregateId) implements Command {

        @Override
        public OptionalLong expectedVersion() {
            return OptionalLong.of(7);
        }
    }

    @EventType("shop.item.find.query")
    record FindItem(String aggregateId) implements Query {}

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123456Z");
    private static final ItemPriced PRICED = new ItemPriced("lamp", new BigDecimal("39.80"), null, NOW);

    private final EventCatalogue catalogue =
            EventCatalogue.of(List.of(ItemPriced.class, ItemSold.class, ReserveItem.class, FindItem.class));
    private final CloudEventsJson json =
            new CloudEventsJson(catalogue, List.of(new Upcaster("shop.item.priced", 1, (data, _) -> data)));
    private final Envelopes envelopes = new Envelopes(URI.create("/shop"), catalogue, Clock.fixed(NOW, ZoneOffset.UTC));

    private final EventMetadata everything = new EventMetadata(
            "0199-1",
            "shop.item.priced",
            URI.create("/shop"),
            "lamp",
            NOW,
            URI.create("urn:tideline:shop.item.priced:2"),
            "item",
            3L,
            "correlation",
            "cause",
            "acme",
            "ada",
            "session",
            Priority.HIGH,
            NOW.plusSeconds(60),
            2,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Map.of("comexampleflag", true, "comexamplenumber", 7, "comexampletext", "seven"));

    /** Pinned: consumers elsewhere read these very bytes. */
    @Test
    void wireFormIsThis() {
        EventMetadata metadata = new EventMetadata(
                "0199-1",
                "shop.item.priced",
                URI.create("/shop"),
                "lamp",
                NOW,
                URI.create("urn:tideline:shop.item.priced:2"),
                "item",
                3L,
                "0199-0",
                null,
                null,
                "ada",
                null,
                Priority.NORMAL,
                null,
                2,
                null,
                Map.of());
        assertThat(new String(json.write(new EventEnvelope<>(metadata, PRICED)), UTF_8))
                .isEqualTo("""
                {"specversion":"1.0","id":"0199-1","source":"/shop","type":"shop.item.priced","subject":"lamp",\
                "time":"2026-11-21T09:00:00.123456Z","datacontenttype":"application/json",\
                "dataschema":"urn:tideline:shop.item.priced:2","aggregatetype":"item","aggregateversion":3,\
                "correlationid":"0199-0","userid":"ada","priority":"normal","schemaversion":2,\
                "data":{"itemId":"lamp","price":39.80,"at":"2026-11-21T09:00:00.123456Z"}}""");
    }

    @Test
    void everythingSurvivesARoundTrip() {
        EventEnvelope<ItemPriced> envelope = new EventEnvelope<>(everything, PRICED);
        assertThat(json.read(json.write(envelope))).isEqualTo(envelope);
    }

    @Test
    void cloudEventsSdkReadsWhatWeWrite() {
        CloudEvent event = new JsonFormat().deserialize(json.write(new EventEnvelope<>(everything, PRICED)));
        assertThat(event.getId()).isEqualTo("0199-1");
        assertThat(event.getType()).isEqualTo("shop.item.priced");
        assertThat(event.getTime()).isEqualTo(NOW.atOffset(ZoneOffset.UTC));
        assertThat(event.getExtension("aggregateversion")).isEqualTo(3);
        assertThat(event.getExtension("priority")).isEqualTo("high");
        assertThat(event.getExtension("comexampleflag")).isEqualTo(true);
        assertThat(new String(event.getData().toBytes(), UTF_8)).contains("\"price\":39.8");
    }

    @Test
    void weReadWhatTheCloudEventsSdkWrites() {
        CloudEvent foreign = CloudEventBuilder.v1()
                .withId("not-a-uuid")
                .withSource(URI.create("https://elsewhere.example/x"))
                .withType("shop.item.priced")
                .withTime(OffsetDateTime.parse("2026-11-21T10:00:00+01:00"))
                .withExtension("theirs", "kept")
                .withData("application/json", "{\"itemId\":\"lamp\",\"price\":39.80,\"unknown\":[1]}".getBytes(UTF_8))
                .build();
        EventEnvelope<?> read = json.read(new JsonFormat().serialize(foreign));
        assertThat(read.payload()).isEqualTo(new ItemPriced("lamp", new BigDecimal("39.80"), null, null));
        assertThat(read.metadata().time()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(read.metadata().correlationId()).isEqualTo("not-a-uuid");
        assertThat(read.metadata().extensions()).isEqualTo(Map.of("theirs", "kept"));
        assertThat(read.metadata().identity())
                .isEqualTo(json.read(new JsonFormat().serialize(foreign))
                        .metadata()
                        .identity());
    }

    @Test
    void unknownTypeIsKeptAsItCame() {
        String unknown = """
                {"specversion":"1.0","id":"1","source":"/x","type":"who.knows.what","correlationid":"1","priority":"normal",\
                "schemaversion":1,"data":{"a":[1,2.50,{"b":null}]}}""";
        EventEnvelope<?> read = json.read(unknown.getBytes(UTF_8));
        assertThat(read.payload()).isInstanceOf(GenericEvent.class);
        assertThat(new String(json.write(read), UTF_8)).contains("\"data\":{\"a\":[1,2.50,{\"b\":null}]}");
    }

    @Test
    void binaryAndTextDataAreKept() {
        byte[] bytes = {0, 1, (byte) 0xff};
        CloudEvent binary = foreign("application/octet-stream", bytes);
        byte[] again = json.write(json.read(new JsonFormat().serialize(binary)));
        CloudEvent read = new JsonFormat().deserialize(again);
        assertThat(read.getData().toBytes()).isEqualTo(bytes);
        assertThat(read.getDataContentType()).isEqualTo("application/octet-stream");
        assertThat(new String(again, UTF_8)).contains(Base64.getEncoder().encodeToString(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "\u0000",
                "{\"specversion\":\"0.3\",\"id\":\"1\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/x\",\"type\":\"a.b.created\"}",
                "{\"specversion\":{},\"id\":\"1\",\"source\":\"/x\",\"type\":\"a.b.created\"}",
                "{\"specversion\":\"1.0\",\"id\":{},\"source\":\"/x\",\"type\":\"a.b.created\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"::\",\"type\":\"a.b.created\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"a.b.created\",\"time\":\"noon\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"a.b.created\",\"priority\":\"urgent\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"shop.item.priced\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"shop.item.priced\",\"data\":[]}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"shop.item.priced\",\"data\":{\"price\":\"dear\"}}"
            })
    void whatIsNoEventIsUnreadable(String text) {
        assertThatThrownBy(() -> json.read(text.getBytes(UTF_8))).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void noValueIsUnreadable() {
        assertThatThrownBy(() -> json.read(null)).isInstanceOf(UnreadableEvent.class);
        assertThatThrownBy(() -> json.readMetadata(null)).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void attributeThatIsNoneOfCloudEventsTypesIsKept() {
        String odd =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"who.knows.what\",\"odd\":{\"a\":[1]}}";
        assertThat(new String(json.write(json.read(odd.getBytes(UTF_8))), UTF_8))
                .contains("\"odd\":{\"a\":[1]}");
        assertThat(json.readMetadata(odd.getBytes(UTF_8)).id()).isEqualTo("1");
    }

    @Test
    void newMessageTakesOverItsContext() {
        EventContext context = new EventContext("c", "cause", "acme", "ada", "s", null);
        EventMetadata metadata = context.call(() -> envelopes.wrap(PRICED, 3).metadata());
        assertThat(metadata.correlationId()).isEqualTo("c");
        assertThat(metadata.causationId()).isEqualTo("cause");
        assertThat(metadata.tenant()).isEqualTo("acme");
        assertThat(metadata.user()).isEqualTo("ada");
        assertThat(metadata.partitionKey()).isEqualTo("item:lamp");
        assertThat(metadata.aggregateVersion()).isEqualTo(3);
        assertThat(metadata.identity().version()).isEqualTo(7);
        EventMetadata reaction = EventContext.causedBy(metadata)
                .call(() -> envelopes.wrap(PRICED, 4).metadata());
        assertThat(reaction.correlationId()).isEqualTo("c");
        assertThat(reaction.causationId()).isEqualTo(metadata.id());
    }

    @Test
    void messageWithoutContextCorrelatesWithItself() {
        EventMetadata metadata = envelopes.wrap(PRICED, 1).metadata();
        assertThat(metadata.correlationId()).isEqualTo(metadata.id());
        assertThat(metadata.causationId()).isNull();
    }

    @Test
    void eachKindCarriesItsAddress() {
        assertThat(envelopes
                        .wrap(new ItemSold("lamp", Set.of("billing", "analytics")))
                        .metadata()
                        .extensions())
                .isEqualTo(Map.of("targets", "analytics,billing", "routingkey", "shop.item.sold"));
        assertThat(envelopes.wrap(new ReserveItem("lamp")).metadata().extensions())
                .isEqualTo(Map.of("expectedversion", 7L));
        assertThat(new ReplyTopic("shop.desk.replies.v1")
                        .on(envelopes.wrap(new FindItem("lamp")))
                        .metadata()
                        .extensions())
                .isEqualTo(Map.of("replyto", "shop.desk.replies.v1"));
    }

    private static CloudEvent foreign(String contentType, byte[] data) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/x"))
                .withType("who.knows.what")
                .withData(contentType, data)
                .build();
    }
}
