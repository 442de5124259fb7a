package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tideline.probe.ProbeService.Ear;
import dev.tideline.probe.ProbeService.Steps;
import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;

/** Servers go away and come back, relays die and stand in for each other: every step is heard, once, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayOutageTest {

    private final PostgresServer postgres = PostgresServer.temporary();
    private final KafkaServer kafka = KafkaServer.temporary();
    private ConfigurableApplicationContext probe;
    private String thing;

    @BeforeAll
    void start() {
        postgres.start();
        kafka.start();
        probe = ProbeService.run(postgres.jdbcUrl(), kafka.bootstrapServers());
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
    void kafkaGoesAway() {
        take(1, 10);
        heardInTheEnd(10);
        kafka.stop();
        take(11, 20);
        kafka.start();
        take(21, 30);
        heardInTheEnd(30);
    }

    @Test
    void postgresRestarts() {
        take(1, 10);
        heardInTheEnd(10);
        postgres.stop();
        postgres.start();
        probe.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        take(11, 20);
        heardInTheEnd(20);
    }

    @Test
    void readerIsCutOff() throws SQLException {
        take(1, 100);
        execute("select pg_terminate_backend(pid) from pg_stat_replication");
        take(101, 200);
        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'relay %'");
        take(201, 300);
        heardInTheEnd(300);
    }

    @Test
    void anotherReplicaTakesOver() {
        try (ConfigurableApplicationContext standby = ProbeService.run(postgres.jdbcUrl(), kafka.bootstrapServers())) {
            take(1, 100);
            Lifecycle leader = relay(probe);
            leader.stop();
            take(101, 200);
            heardInTheEnd(200);
            leader.start();
            relay(standby).stop();
            take(201, 300);
            heardInTheEnd(300);
        }
    }

    @Test
    void relayIsStoppedAndStartedInQuickSuccession() {
        for (int round = 0; round < 5; round++) {
            relay(probe).stop();
            take(round * 10 + 1, round * 10 + 10);
            relay(probe).start();
        }
        heardInTheEnd(50);
    }

    @Test
    void slotIsDropped() throws SQLException {
        take(1, 10);
        heardInTheEnd(10);
        relay(probe).stop();
        execute("select pg_drop_replication_slot('todo_outbox')");
        take(11, 20);
        relay(probe).start();
        take(21, 30);
        heardInTheEnd(30);
    }

    /** The log tells nothing of a table that no publication names, and the slot moves on past it. */
    @Test
    void publicationIsDropped() throws SQLException {
        take(1, 10);
        heardInTheEnd(10);
        execute("drop publication todo_outbox");
        take(11, 20);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scalar("select count(*) from pg_replication_slots").equals("0"));
        take(21, 30);
        execute("create publication todo_outbox for table todo.outbox"
                + " with (publish = 'insert', publish_via_partition_root = true)");
        take(31, 40);
        heardInTheEnd(40);
    }

    /** As it does when the slot is dropped after we made sure of it and before the engine reads it. */
    @Test
    void slotThatTheEngineMadeByItselfIsNotTrusted() throws SQLException {
        take(1, 10);
        heardInTheEnd(10);
        relay(probe).stop();
        execute("select pg_drop_replication_slot('todo_outbox')");
        take(11, 20);
        execute("select pg_create_logical_replication_slot('todo_outbox', 'pgoutput', failover => true)");
        relay(probe).start();
        take(21, 30);
        heardInTheEnd(30);
        assertThat(scalar("select failover from pg_replication_slots where slot_name = 'todo_outbox'"))
                .isEqualTo("f");
    }

    @Test
    void eventsFromBeforeTheFirstStartAreNotForgotten() throws SQLException {
        relay(probe).stop();
        execute("select pg_drop_replication_slot('todo_outbox')");
        execute("select pg_create_logical_replication_slot('todo_outbox_new', 'pgoutput')"); // as a relay that died
        // leaves it
        take(1, 3);
        relay(probe).start();
        heardInTheEnd(3);
        assertThat(scalar("select string_agg(slot_name, ',') from pg_replication_slots"))
                .isEqualTo("todo_outbox");
    }

    /** As it does when the relay dies between its last two steps. */
    @Test
    void unfinishedSlotBesideTheFinishedOneIsDropped() throws SQLException {
        take(1, 3);
        heardInTheEnd(3);
        relay(probe).stop();
        execute("select pg_copy_logical_replication_slot('todo_outbox', 'todo_outbox_new')");
        take(4, 6);
        relay(probe).start();
        heardInTheEnd(6);
        assertThat(scalar("select string_agg(slot_name, ',') from pg_replication_slots"))
                .isEqualTo("todo_outbox");
    }

    @Test
    void nothingIsConfirmedBeforeKafkaAcknowledgedIt() throws SQLException {
        take(1, 10);
        heardInTheEnd(10);
        kafka.stop();
        String before = scalar("select pg_current_wal_lsn()");
        take(11, 12);
        String after = scalar("select pg_current_wal_lsn()");
        assertThat(scalar("select confirmed_flush_lsn < '" + after
                        + "' from pg_replication_slots where slot_name = 'todo_outbox'"))
                .as("slot confirmed what was written after " + before)
                .isEqualTo("t");
        kafka.start();
        heardInTheEnd(12);
    }

    @Test
    void quietTableDoesNotHoldTheLogBack() throws SQLException {
        take(1, 1);
        heardInTheEnd(1);
        execute("create table if not exists noise (n int)");
        execute("insert into noise select generate_series(1, 1000)");
        String written = scalar("select pg_current_wal_lsn()");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> scalar("select confirmed_flush_lsn >= '" + written
                                + "' from pg_replication_slots where slot_name = 'todo_outbox'")
                        .equals("t"));
    }

    private void take(int from, int to) {
        probe.getBean(Steps.class).take(thing, from, to);
    }

    private void heardInTheEnd(int steps) {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(probe.getBean(Ear.class).heard(thing))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, steps).boxed().toList()));
    }

    private static Lifecycle relay(ConfigurableApplicationContext context) {
        return context.getBean("relay", Lifecycle.class);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String scalar(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), "postgres", "postgres");
    }
}
