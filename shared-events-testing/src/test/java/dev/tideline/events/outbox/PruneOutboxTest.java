package dev.tideline.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.partitions.Partition;
import dev.tideline.events.partitions.TimePartitions;
import dev.tideline.testing.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.util.unit.DataSize;

/** On a server of its own, with a slot that nobody reads: what is confirmed is for the test to say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruneOutboxTest {

    private static final Instant START = Instant.parse("2030-03-01T12:00:00Z");

    private final PostgresServer postgres = PostgresServer.temporary();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private JdbcTemplate jdbc;
    private JdbcTemplate superuser;
    private JdbcTransactionManager transactions;
    private PruneOutbox prune;
    private TimePartitions partitions;

    @BeforeAll
    void start() {
        postgres.start();
        superuser = new JdbcTemplate(new DriverManagerDataSource(postgres.jdbcUrl(), "postgres", "postgres"));
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @BeforeEach
    void emptySchema() {
        superuser.execute("drop owned by todo_service cascade");
        superuser.execute("create schema todo authorization todo_service");
        superuser.execute("grant usage on schema todo to todo_relay");
        superuser.execute("grant connect on database tideline to todo_service");
        superuser.query(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots", (row, _) -> row.getString(1));
        var database = new DriverManagerDataSource(postgres.jdbcUrl(), "todo_service", "todo_service");
        superuser.execute("grant create on database tideline to todo_service");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/shared-events/outbox")
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database);
        now.set(START);
        transactions = new JdbcTransactionManager(database);
        prune = prune(null);
        partitions = new TimePartitions(jdbc, transactions, "outbox", "id", Duration.ofDays(1));
    }

    private PruneOutbox prune(@Nullable String slot) {
        var properties = new OutboxProperties(
                DataSize.ofKilobytes(900),
                Duration.ofSeconds(1),
                Duration.ofDays(3),
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                slot);
        return new PruneOutbox(jdbc, transactions, properties, clock.withZone(ZoneOffset.UTC));
    }

    @Test
    void partitionsAreMadeAheadOnce() {
        prune.run();
        prune.run();
        assertThat(names())
                .containsExactly("outbox_20300301_000000", "outbox_20300302_000000", "outbox_20300303_000000");
        assertThat(partitions.list().getFirst().from()).isEqualTo(Instant.parse("2030-03-01T00:00:00Z"));
        insert(START, 1);
        assertThat(count("outbox_20300301_000000")).isEqualTo(1);
    }

    @Test
    void rowsOfTheDefaultPartitionMoveToTheirOwnWhenItIsMade() {
        insert(START, 1);
        insert(START.plus(Duration.ofDays(1)), 2);
        insert(START.minus(Duration.ofDays(9)), 3);
        prune.run();
        assertThat(count("outbox_20300301_000000")).isEqualTo(1);
        assertThat(count("outbox_20300302_000000")).isEqualTo(1);
        assertThat(count("outbox_default")).isEqualTo(1);
        assertThat(count("outbox")).isEqualTo(3);
    }

    @Test
    void partitionIsDroppedOnlyWhenPastTheRetentionAndConfirmed() {
        slot();
        prune.run();
        insert(START, 1);
        days(3);
        assertThat(count("outbox")).as("not past the retention").isEqualTo(1);
        days(4);
        assertThat(count("outbox")).as("not confirmed").isEqualTo(1);
        confirm();
        prune.run();
        assertThat(count("outbox")).isZero();
        assertThat(names()).doesNotContain("outbox_20300301_000000");
        assertThat(count("outbox_closed where name like 'outbox_2030%'")).isZero();
    }

    @Test
    void withoutASlotNothingIsDropped() {
        prune.run();
        insert(START, 1);
        days(4);
        days(5);
        assertThat(count("outbox")).isEqualTo(1);
    }

    /** The engine makes it so where it finds no slot; what was committed before is not known to it, and confirmed by it all the same. */
    @Test
    void slotMarkedForFailoverConfirmsNothingUnlessItIsNamed() {
        superuser.queryForList(
                "select pg_create_logical_replication_slot('todo_outbox', 'pgoutput', failover => true)");
        prune.run();
        insert(START, 1);
        days(4);
        confirm();
        days(5);
        assertThat(count("outbox")).isEqualTo(1);
        prune("todo_outbox").run();
        assertThat(count("outbox")).isZero();
    }

    @Test
    void nothingIsRememberedOfOldRowsOfTheDefaultPartitionThatAreGone() {
        slot();
        insert(START.minus(Duration.ofDays(9)), 1);
        jdbc.update("update outbox set created_at = ?", java.sql.Timestamp.from(START.minus(Duration.ofDays(9))));
        prune.run();
        assertThat(count("outbox_closed")).isEqualTo(1);
        jdbc.update("delete from outbox_default");
        prune.run();
        assertThat(count("outbox_closed")).isZero();
    }

    @Test
    void rowThatComesLateIsWaitedFor() {
        slot();
        prune.run();
        insert(START, 1);
        days(4);
        confirm();
        insert(START, 2);
        prune.run();
        assertThat(count("outbox")).as("one more than was confirmed").isEqualTo(2);
        confirm();
        prune.run();
        assertThat(count("outbox")).isZero();
    }

    @Test
    void oldRowsOfTheDefaultPartitionAreDeletedWhenConfirmed() {
        slot();
        insert(START.minus(Duration.ofDays(9)), 1);
        jdbc.update("update outbox set created_at = ?", java.sql.Timestamp.from(START.minus(Duration.ofDays(9))));
        prune.run();
        insert(START.minus(Duration.ofDays(9)), 2);
        jdbc.update("update outbox set created_at = ? where aggregateversion = 2", java.sql.Timestamp.from(START));
        prune.run();
        assertThat(count("outbox")).isEqualTo(2);
        confirm();
        prune.run();
        assertThat(count("outbox")).isEqualTo(1);
        assertThat(count("outbox where aggregateversion = 2")).isEqualTo(1);
    }

    @Test
    void writersAreNotHeldUp() throws SQLException {
        slot();
        prune.run();
        days(1);
        try (Connection writer = postgres.connect("todo_service", "todo_service")) {
            writer.setAutoCommit(false);
            writer.createStatement().execute(sql(START, 1));
            writer.createStatement().execute(sql(START.plus(Duration.ofDays(40)), 2)); // in the default partition
            now.set(START.plus(Duration.ofDays(5)));
            confirm();
            Instant before = Instant.now();
            prune.run();
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
            assertThat(names()).as("in use").contains("outbox_20300301_000000");
            writer.commit();
        }
        prune.run();
        assertThat(names()).contains("outbox_20300306_000000");
        assertThat(count("outbox")).isEqualTo(2);
    }

    @Test
    void insertsDoNotFailWhileThePartitionTheyGoToIsMade() throws Exception {
        AtomicInteger inserted = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                running.add(writers.submit(() -> {
                    try (Connection writer = postgres.connect("todo_service", "todo_service");
                            var statement = writer.createStatement()) {
                        while (!done.get()) {
                            inserted.addAndGet(statement.executeUpdate(sql(now.get(), 1)));
                        }
                    }
                    return null;
                }));
            }
            try {
                for (int i = 1; i <= 20; i++) {
                    now.set(START.plus(Duration.ofDays(10L * i)));
                    int before = inserted.get();
                    await().until(() ->
                            inserted.get() > before + 20 || running.stream().anyMatch(Future::isDone));
                    await().until(() -> {
                        partitions.createAhead(now.get(), 0);
                        return partitions.list().getLast().to().isAfter(now.get());
                    });
                }
            } finally {
                done.set(true);
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(count("outbox")).isEqualTo(inserted.get());
        assertThat(names()).hasSize(20);
    }

    @Test
    void idIsUniqueInTheWholeTable() {
        UUID id = insert(START, 1);
        prune.run();
        assertThatThrownBy(() -> jdbc.update(sql(id, 2))).hasMessageContaining("pkey");
    }

    private void days(int days) {
        now.set(START.plus(Duration.ofDays(days)));
        prune.run();
    }

    private void slot() {
        superuser.queryForList("select pg_create_logical_replication_slot('todo_outbox', 'pgoutput')");
    }

    private void confirm() {
        superuser.queryForList("select pg_replication_slot_advance('todo_outbox', pg_current_wal_lsn())");
    }

    private UUID insert(Instant time, int version) {
        UUID id = UuidCreator.getTimeOrderedEpoch(time);
        jdbc.update(sql(id, version));
        return id;
    }

    private static String sql(Instant time, int version) {
        return sql(UuidCreator.getTimeOrderedEpoch(time), version);
    }

    private static String sql(UUID id, int version) {
        return "insert into outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, payload) values ('"
                + id + "', 'thing', 'a', " + version + ", 'a.b.c', 'a.b.v1', 'thing:a', '{}')";
    }

    private List<String> names() {
        return partitions.list().stream().map(Partition::name).toList();
    }

    private Long count(String rows) {
        return jdbc.queryForObject("select count(*) from " + rows, Long.class);
    }
}
