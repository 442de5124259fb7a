package dev.tideline.analytics;

import static org.awaitility.Awaitility.await;

import dev.tideline.testing.servers.ForeignEvent;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class CountOnceTest {

    private static final String TENANT = Tokens.TENANT;

    private final OffsetDateTime minute =
            OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(10).truncatedTo(ChronoUnit.MINUTES);

    @Autowired
    private RestTestClient http;

    @Autowired
    private MeterRegistry meters;

    @Test
    void eventsAreCountedOncePerTypeInTheMinuteTheyHappened() {
        Topic topic = Topic.named("counting.thing.v1").create(2);
        for (int i = 0; i < 5; i++) {
            ForeignEvent event = at("counting.thing.done", minute.plusSeconds(i));
            topic.send(event.key(), event.ofTenant(TENANT).json());
            topic.send(event.key(), event.ofTenant(TENANT).json());
        }
        ForeignEvent later = at("counting.thing.done", minute.plusMinutes(1));
        topic.send(later.key(), later.ofTenant(TENANT).json());
        ForeignEvent other = at("counting.thing.undone", minute);
        topic.send(other.key(), other.ofTenant(TENANT).json());

        expect(
                "counting.thing.done",
                "[{\"minute\":\"%s\",\"type\":\"counting.thing.done\",\"count\":1},"
                                .formatted(minute.plusMinutes(1).toInstant())
                        + "{\"minute\":\"%s\",\"type\":\"counting.thing.done\",\"count\":5}]"
                                .formatted(minute.toInstant()));
        expect(
                "counting.thing.undone",
                "[{\"minute\":\"%s\",\"type\":\"counting.thing.undone\",\"count\":1}]".formatted(minute.toInstant()));
    }

    @Test
    void bytesThatAreNoEventShowAndTheRestIsCounted() {
        Topic topic = Topic.named("counting.other.v1").create(1);
        topic.send("other:1", new byte[] {1, 2, 3});
        ForeignEvent event = at("counting.other.done", minute);
        topic.send(event.key(), event.ofTenant(TENANT).json());

        expect(
                "counting.other.done",
                "[{\"minute\":\"%s\",\"type\":\"counting.other.done\",\"count\":1}]".formatted(minute.toInstant()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> meters.counter("tideline.counts.unreadable").count() >= 1);
    }

    @Test
    void tenantIsToldOfItsOwnEventsOnly() {
        Topic topic = Topic.named("counting.own.v1").create(1);
        ForeignEvent nobodys = at("counting.own.done", minute);
        topic.send(nobodys.key(), nobodys.json());
        ForeignEvent another = at("counting.own.done", minute);
        topic.send(another.key(), another.ofTenant("another").json());
        ForeignEvent last = at("counting.own.done", minute.plusMinutes(1));
        topic.send(last.key(), last.ofTenant(TENANT).json());

        String one = "[{\"minute\":\"%s\",\"type\":\"counting.own.done\",\"count\":1}]";
        expect("counting.own.done", one.formatted(minute.plusMinutes(1).toInstant()));
        expect(Tokens.user("another", "grace"), "counting.own.done", one.formatted(minute.toInstant()));
        http.get()
                .uri("/api/analytics/events")
                .header("Authorization", "Bearer " + Tokens.service("nightly-export", "operator"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private void expect(String type, String counts) {
        expect(Tokens.user(TENANT, "ada"), type, counts);
    }

    private void expect(String token, String type, String counts) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> http.get()
                        .uri("/api/analytics/events?type=" + type)
                        .header("Authorization", "Bearer " + token)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .json(counts, JsonCompareMode.STRICT));
    }

    private static ForeignEvent at(String type, OffsetDateTime time) {
        return new ForeignEvent(type, "thing", UUID.randomUUID(), time, "{}");
    }
}
