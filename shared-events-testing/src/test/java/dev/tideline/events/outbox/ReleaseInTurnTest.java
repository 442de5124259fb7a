package dev.tideline.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.testing.servers.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two replicas, one of which takes its time to commit what it released. */
class ReleaseInTurnTest {

    @Test
    void laterEventWaitsUntilTheEarlierOneThatAnotherReplicaReleasesIsCommitted() {
        try (PostgresServer postgres = PostgresServer.temporary().start()) {
            var database = new DriverManagerDataSource(postgres.jdbcUrl(), "todo_service", "todo_service");
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/shared-events/outbox")
                    .load()
                    .migrate();
            var slow = new Delayed(new JdbcTemplate(database));
            var otherDatabase = new DriverManagerDataSource(postgres.jdbcUrl(), "todo_service", "todo_service");
            var jdbc = new JdbcTemplate(otherDatabase);
            var other = new Delayed(jdbc);

            other.insert(row("earlier"), Instant.now().minusSeconds(2));
            new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(_ -> {
                slow.release();
                other.insert(row("later"), Instant.now().minusSeconds(1));
                // Soon, not at once: it must not spin while the other is at it.
                assertThat(other.release()).isBetween(Duration.ofMillis(50), Duration.ofSeconds(1));
                assertThat(released(jdbc)).isEmpty();
            });
            assertThat(released(jdbc)).containsExactly("earlier");
            assertThat(other.release()).isGreaterThan(Duration.ofDays(1));
            assertThat(released(jdbc)).containsExactly("earlier", "later");
        }
    }

    private static List<String> released(JdbcTemplate jdbc) {
        return jdbc.queryForList("select aggregateid from outbox order by ctid", String.class);
    }

    private static OutboxRow row(String name) {
        return new OutboxRow(
                UuidCreator.getTimeOrderedEpoch(),
                "thing",
                name,
                null,
                "a.b.c",
                "a.b.v1",
                "thing:a",
                null,
                new byte[0],
                null,
                null);
    }
}
