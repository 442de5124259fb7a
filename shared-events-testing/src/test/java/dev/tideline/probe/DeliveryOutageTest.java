package dev.tideline.probe;

import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tideline.probe.ProbeService.Ear;
import dev.tideline.probe.ProbeService.Steps;
import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Handlers are slow, databases go away, members come and go: every step is heard, once, in order, and no attempt is counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryOutageTest {

    private static final int MAX_POLL_INTERVAL = 2_000;

    private final PostgresServer postgres = PostgresServer.temporary();
    private final KafkaServer kafka = KafkaServer.temporary();
    private ConfigurableApplicationContext probe;
    private String thing;

    @BeforeAll
    void start() {
        postgres.start();
        kafka.start();
        probe = run();
    }

    private ConfigurableApplicationContext run() {
        return run(Map.of("spring.kafka.consumer.properties.max.poll.interval.ms", MAX_POLL_INTERVAL));
    }

    private ConfigurableApplicationContext run(Map<String, ?> settings) {
        return ProbeService.run(postgres.jdbcUrl(), kafka.bootstrapServers(), settings);
    }

    @BeforeEach
    void anotherThing() {
        thing = UUID.randomUUID().toString();
    }

    @AfterAll
    void stop() {
        probe.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void databaseGoesAwayWhileAHandlerIsAtItAndNoAttemptCounts() {
        CountDownLatch gate = gate(2);
        take(1, 5);
        atTheGate();
        double failures = failures();
        postgres.stop();
        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> pauses() > 0);
        postgres.start();
        probe.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        heardInTheEnd(5);
        assertThat(failures()).isEqualTo(failures);
    }

    @Test
    void handlerThatTakesLongerThanThePollIntervalDoesNotCostTheMembership() {
        take(1, 1);
        heardInTheEnd(1);
        List<String> members = members();
        CountDownLatch gate = gate(2);
        take(2, 3);
        atTheGate();
        await().during(Duration.ofMillis(3 * MAX_POLL_INTERVAL))
                .atMost(Duration.ofMillis(4 * MAX_POLL_INTERVAL))
                .until(() -> members().equals(members));
        gate.countDown();
        heardInTheEnd(3);
    }

    @Test
    void partitionIsGivenAwayOnlyWhenTheWorkOnItHasEnded() {
        CountDownLatch gate = gate(3);
        take(1, 6);
        atTheGate();
        try (ConfigurableApplicationContext other = run()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> members().size() == 2);
            gate.countDown();
            take(7, 12);
            heardInTheEnd(12);
            assertThat(other.isRunning()).isTrue();
        }
        take(13, 15);
        heardInTheEnd(15);
    }

    @Test
    void whatTakesTooLongTogetherGetsThroughInParts() {
        Lifecycle subscription = probe.getBean("subscription", Lifecycle.class);
        subscription.stop();
        take(1, 4);
        try (ConfigurableApplicationContext other = run(Map.of("tideline.delivery.longest-work", "2s"))) {
            Ear ear = other.getBean(Ear.class);
            rangeClosed(1, 4).forEach(step -> ear.gates.put(thing + step, new SlowGate()));
            heardInTheEnd(4);
        } finally {
            subscription.start();
        }
    }

    /** Lets everybody through, after a while. */
    private static final class SlowGate extends CountDownLatch {

        SlowGate() {
            super(1);
        }

        @Override
        public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
            super.await(800, TimeUnit.MILLISECONDS);
            return true;
        }
    }

    @Test
    void consumptionIsStoppedAndStartedInQuickSuccession() {
        Lifecycle subscription = probe.getBean("subscription", Lifecycle.class);
        for (int round = 0; round < 3; round++) {
            take(round * 5 + 1, round * 5 + 5);
            subscription.stop();
            subscription.start();
        }
        heardInTheEnd(15);
    }

    private void atTheGate() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> probe.getBean(Ear.class).atTheGate.contains(thing));
    }

    private CountDownLatch gate(int step) {
        CountDownLatch gate = new CountDownLatch(1);
        probe.getBean(Ear.class).gates.put(thing + step, gate);
        return gate;
    }

    private double failures() {
        return probe.getBean(MeterRegistry.class)
                .get("tideline.delivery.failures")
                .functionCounter()
                .count();
    }

    private double pauses() {
        return probe.getBean(MeterRegistry.class)
                .get("tideline.delivery.pauses")
                .functionCounter()
                .count();
    }

    private List<String> members() {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
            return admin
                    .describeConsumerGroups(List.of("probe"))
                    .describedGroups()
                    .get("probe")
                    .get()
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .sorted()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(int from, int to) {
        probe.getBean(Steps.class).take(thing, from, to);
    }

    private void heardInTheEnd(int steps) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(probe.getBean(JdbcClient.class)
                                .sql("select step from heard where thing = ? order by position")
                                .param(thing)
                                .query(Integer.class)
                                .list())
                        .containsExactlyElementsOf(rangeClosed(1, steps).boxed().toList()));
    }
}
