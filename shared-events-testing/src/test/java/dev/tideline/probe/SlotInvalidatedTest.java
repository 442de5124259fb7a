package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.outbox.Outbox;
import dev.tideline.probe.ProbeService.Ear;
import dev.tideline.probe.ProbeService.Stepped;
import dev.tideline.probe.ProbeService.Steps;
import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

class SlotInvalidatedTest {

    /** With partitions, and with an event that was delayed and published before. */
    @Test
    void whatTheServerThrewAwayIsPublishedFromTheTable() {
        try (PostgresServer postgres =
                        PostgresServer.temporary("max_slot_wal_keep_size=1MB").start();
                KafkaServer kafka = KafkaServer.temporary().start();
                var probe = ProbeService.run(postgres.jdbcUrl(), kafka.bootstrapServers())) {
            Steps steps = probe.getBean(Steps.class);
            Ear ear = probe.getBean(Ear.class);
            JdbcTemplate superuser =
                    new JdbcTemplate(new DriverManagerDataSource(postgres.jdbcUrl(), "postgres", "postgres"));
            steps.take("a", 1, 10);
            probe.getBean(TransactionOperations.class)
                    .executeWithoutResult(
                            _ -> probe.getBean(Outbox.class).append(new Stepped("delayed", 1), Instant.now()));
            heard(ear, "a", 10);
            heard(ear, "delayed", 1);

            Lifecycle relay = probe.getBean("relay", Lifecycle.class);
            relay.stop();
            steps.take("a", 11, 20);
            for (int i = 0; i < 4; i++) {
                superuser.execute("create table noise as select repeat('x', 2000) from generate_series(1, 100)");
                superuser.execute("drop table noise");
                superuser.queryForList("select pg_switch_wal()");
            }
            superuser.execute("checkpoint");
            assertThat(superuser.queryForObject(
                            "select wal_status from pg_replication_slots where slot_name = 'todo_outbox'",
                            String.class))
                    .isEqualTo("lost");

            relay.start();
            steps.take("a", 21, 22);
            heard(ear, "a", 22);
            heard(ear, "delayed", 1);
        }
    }

    private static void heard(Ear ear, String thing, int steps) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ear.heard(thing))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, steps).boxed().toList()));
    }
}
