package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import dev.tideline.testing.servers.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class OutboxMigrationTest {

    private static final String BEFORE = "202611211200";

    /** Of the rows from before, one was published and one was not: neither is lost, and the first does not come again. */
    @Test
    void rowsFromBeforeThePartitionsStayAndArePublishedOnce() throws SQLException {
        try (PostgresServer postgres = PostgresServer.temporary().start();
                KafkaServer kafka = KafkaServer.temporary().start()) {
            Flyway.configure()
                    .dataSource(postgres.jdbcUrl(), "todo_service", "todo_service")
                    .locations(
                            "classpath:db/shared-events/outbox",
                            "classpath:db/shared-events/inbox",
                            "classpath:db/probe")
                    .target(BEFORE)
                    .load()
                    .migrate();
            try (Connection connection = postgres.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(insert("0199f0e2-0000-7000-8000-000000000001", 1));
                statement.execute("select pg_create_logical_replication_slot('todo_outbox', 'pgoutput')");
                statement.execute(insert("0199f0e2-0000-7000-8000-000000000002", 2));
            }
            try (var probe = ProbeService.run(postgres.jdbcUrl(), kafka.bootstrapServers())) {
                probe.getBean(ProbeService.Steps.class).take("old", 3, 4);
                assertThat(Topic.on(kafka.bootstrapServers(), ProbeService.TOPIC)
                                .key("thing:old", 3))
                        .extracting(record -> RawMessageTest.headers(record).get("ce_aggregateversion"))
                        .containsExactly("2", "3", "4");
                await().atMost(Duration.ofSeconds(10)).until(() -> count(postgres) == 4);
            }
        }
    }

    private static int count(PostgresServer postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from todo.outbox")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String insert(String id, int step) {
        return """
                insert into todo.outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, payload)
                values ('%s', 'thing', 'old', %d, 'probe.thing.stepped', 'probe.thing.v1', 'thing:old', '%s')
                """.formatted(
                        id,
                        step,
                        "{\"specversion\":\"1.0\",\"id\":\"" + id
                                + "\",\"source\":\"/probe\",\"type\":\"probe.thing.stepped\",\"data\":{\"thing\":\"old\",\"step\":"
                                + step + "}}");
    }
}
