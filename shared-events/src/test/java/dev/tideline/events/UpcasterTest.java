package dev.tideline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class UpcasterTest {

    private static final String TYPE = "shop.parcel.shipped";

    /** Version 1 had {@code cents}, version 2 {@code price}; version 3 says the currency. */
    @EventType(value = TYPE, version = 3)
    record ParcelShipped(
            String parcelId,
            BigDecimal price,
            String currency,
            @Nullable String note) implements DomainEvent {

        @Override
        public String aggregateId() {
            return parcelId;
        }
    }

    private static final Upcaster PRICED = new Upcaster(
            TYPE,
            1,
            (data, _) ->
                    data.put("price", BigDecimal.valueOf(data.remove("cents").longValue(), 2)));

    private static final Upcaster IN_A_CURRENCY = new Upcaster(
            TYPE, 2, (data, event) -> data.put("currency", event.source().getFragment()));

    private final EventCatalogue catalogue = EventCatalogue.of(List.of(ParcelShipped.class));
    private final CloudEventsJson json = new CloudEventsJson(catalogue, List.of(IN_A_CURRENCY, PRICED));

    /** One line for each version there ever was. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | {'parcelId':'p','cents':3980}",
                "2 | {'parcelId':'p','price':39.80}",
                "3 | {'parcelId':'p','price':39.80,'currency':'EUR'}",
                "4 | {'parcelId':'p','price':39.80,'currency':'EUR','weight':7}"
            })
    void everyVersionIsReadAsTheRecordOfToday(int version, String data) {
        assertThat(read(version, data).payload())
                .isEqualTo(new ParcelShipped("p", new BigDecimal("39.80"), "EUR", null));
    }

    @Test
    void metadataTellTheVersionOfThePayloadBesideThem() {
        EventEnvelope<?> lifted = read(1, "{'parcelId':'p','cents':3980}");
        assertThat(lifted.metadata().schemaVersion()).isEqualTo(3);
        assertThat(lifted.metadata().dataSchema()).hasToString("urn:tideline:shop.parcel.shipped:3");
        assertThat(json.read(json.write(lifted))).isEqualTo(lifted);
        assertThat(json.readMetadata(event(1, "{}")).schemaVersion()).isEqualTo(1);
        assertThat(read(4, "{'parcelId':'p','price':1,'currency':'EUR'}")
                        .metadata()
                        .schemaVersion())
                .isEqualTo(4);
    }

    @Test
    void dataOfTheRecordsVersionMeetsNoUpcaster() {
        List<Integer> lifted = new ArrayList<>();
        CloudEventsJson watched = new CloudEventsJson(
                catalogue, List.of(new Upcaster(TYPE, 1, PRICED.step()), new Upcaster(TYPE, 2, (data, event) -> {
                    lifted.add(event.schemaVersion());
                    return data;
                })));
        watched.read(event(3, "{'parcelId':'p','price':1,'currency':'EUR'}"));
        watched.read(event(4, "{'parcelId':'p','price':1,'currency':'EUR'}"));
        assertThat(lifted).isEmpty();
        watched.read(event(2, "{'parcelId':'p','price':1,'currency':'EUR'}"));
        assertThat(lifted).containsExactly(2);
    }

    @Test
    void upcasterThatThrowsMakesTheEventUnreadable() {
        assertThatThrownBy(() -> read(1, "{'parcelId':'p'}"))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContainingAll(TYPE, "from 1 to 2", "version 1")
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void whatDoesNotFitNamesItsVersionAndTheRecords() {
        assertThatThrownBy(() -> read(5, "{'parcelId':'p','price':'dear'}"))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContainingAll(TYPE, "version 5", ParcelShipped.class.getName(), "version 3", "price");
        assertThatThrownBy(() -> read(0, "{}"))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContainingAll(TYPE, "version 0");
    }

    @Test
    void missingStepIsRefusedByTypeAndVersion() {
        refused(List.of(), TYPE, "from 1 to 2", ParcelShipped.class.getName());
        refused(List.of(PRICED), TYPE, "from 2 to 3");
        refused(List.of(IN_A_CURRENCY), TYPE, "from 1 to 2");
    }

    @Test
    void stepThatLeadsNowhereIsRefused() {
        refused(List.of(PRICED, IN_A_CURRENCY, PRICED), TYPE, "from 1 to 2", "twice");
        refused(List.of(PRICED, IN_A_CURRENCY, new Upcaster(TYPE, 3, PRICED.step())), TYPE, "from 3 to 4");
        refused(List.of(PRICED, IN_A_CURRENCY, new Upcaster(TYPE, 0, PRICED.step())), TYPE, "from 0 to 1");
        refused(List.of(PRICED, IN_A_CURRENCY, new Upcaster("shop.parcel.lost", 1, PRICED.step())), "shop.parcel.lost");
    }

    @Test
    void upcastersAreBeansAndAMissingOneStopsTheStart() {
        ApplicationContextRunner service = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(EventsAutoConfiguration.class))
                .withPropertyValues("spring.application.name=shop")
                .withBean(EventCatalogue.class, () -> catalogue);
        service.run(
                context -> assertThat(context).getFailure().rootCause().hasMessageContainingAll(TYPE, "from 1 to 2"));
        service.withUserConfiguration(Steps.class)
                .run(context -> assertThat(context.getBean(CloudEventsJson.class)
                                .read(event(1, "{'parcelId':'p','cents':3980}"))
                                .payload())
                        .isEqualTo(new ParcelShipped("p", new BigDecimal("39.80"), "EUR", null)));
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Steps {

        @Bean
        Upcaster priced() {
            return PRICED;
        }

        @Bean
        Upcaster inACurrency() {
            return IN_A_CURRENCY;
        }
    }

    private void refused(List<Upcaster> steps, String... named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloudEventsJson(catalogue, steps))
                .withMessageContainingAll(named);
    }

    private EventEnvelope<?> read(int version, String data) {
        return json.read(event(version, data));
    }

    private static byte[] event(int version, String data) {
        return """
                {"specversion":"1.0","id":"1","source":"/shop#EUR","type":"%s","schemaversion":%d,"data":%s}""".formatted(TYPE, version, data.replace('\'', '"')).getBytes(UTF_8);
    }
}
