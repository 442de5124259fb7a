package dev.tideline.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The endpoint and what it tells, over a relay that publishes and one that stands by. */
class OutboxEndpointTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    static class Publishes {}

    @Test
    void tellsHowTheRelayStandsAndLetsParkedRowsBeRetriedAndDiscarded() {
        try (PostgresServer postgres = PostgresServer.temporary().start();
                KafkaServer kafka = KafkaServer.temporary().start();
                var service = run(postgres, kafka);
                var other = run(postgres, kafka)) {
            OutboxEndpoint endpoint = service.getBean(OutboxEndpoint.class);
            JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> leads(endpoint) || leads(other.getBean(OutboxEndpoint.class)));
            UUID first = insert(jdbc, "missing", "1");
            UUID second = insert(jdbc, "missing", "2");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> endpoint.view().parked().size() == 2);

            OutboxEndpoint.View view = endpoint.view();
            assertThat(view.relay().leader()).startsWith("relay todo_outbox of ");
            assertThat(view.relay().slot()).isNotNull();
            assertThat(view.relay().slot().active()).isTrue();
            assertThat(view.relay().partitions()).contains("outbox_default");
            assertThat(view.relay().parked()).isEqualTo(2);
            assertThat(service.getBean(WatchRelay.class).look(false))
                    .satisfies(unasked -> assertThat(unasked.lag()).isNull())
                    .satisfies(unasked -> assertThat(unasked.slot()).isNotNull());
            assertThat(view.parked().getFirst().id()).isEqualTo(first);
            assertThat(view.parked().getFirst().reason()).contains("missing does not exist");
            assertThat(endpoint.discard(UUID.randomUUID(), "no such row")).isNull();

            Topic topic = Topic.on(kafka.bootstrapServers(), "missing").create(1);
            assertThat(endpoint.discard(first, "never mind")).isEqualTo(new OutboxEndpoint.Outcome(1));
            assertThat(endpoint.retryParked()).isEqualTo(new OutboxEndpoint.Outcome(1));
            assertThat(new String(topic.key("thing:a", 1).getFirst().value())).isEqualTo("2");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> endpoint.view().parked().isEmpty());
            assertThat(jdbc.queryForObject(
                            "select discard_reason from outbox_parked where id = ?", String.class, first))
                    .isEqualTo("never mind");
            assertThat(second).isNotEqualTo(first);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> endpoint.view().relay().lag() instanceof RelayStatus.Lag lag && lag.events() == 0);
        }
    }

    private static boolean leads(OutboxEndpoint endpoint) {
        return endpoint.view().state() == Relay.State.LEADING;
    }

    private static UUID insert(JdbcTemplate jdbc, String topic, String payload) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.update(
                "insert into outbox (id, aggregatetype, aggregateid, type, topic, message_key, payload)"
                        + " values (?, 'thing', 'a', 'a.b.c', ?, 'thing:a', ?)",
                id,
                topic,
                payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return id;
    }

    private static org.springframework.context.ConfigurableApplicationContext run(
            PostgresServer postgres, KafkaServer kafka) {
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("spring.application.name", "endpoint"),
                Map.entry("spring.config.import", "classpath:tideline-defaults.yaml"),
                Map.entry("spring.datasource.url", postgres.jdbcUrl()),
                Map.entry("spring.datasource.username", "todo_service"),
                Map.entry("spring.datasource.password", "todo_service"),
                Map.entry(
                        "spring.flyway.locations",
                        "classpath:db/shared-events/outbox,classpath:db/shared-events/inbox"),
                Map.entry("spring.kafka.bootstrap-servers", kafka.bootstrapServers()),
                Map.entry("tideline.relay.username", "todo_relay"),
                Map.entry("tideline.relay.password", "todo_relay"),
                Map.entry("tideline.relay.topic-wait", "1s"),
                Map.entry("tideline.relay.heartbeat", "1s"),
                Map.entry("spring.main.web-application-type", "none"));
        return new SpringApplicationBuilder(Publishes.class)
                .run(settings.entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new));
    }
}
