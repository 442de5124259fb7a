package dev.tideline.probe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.outbox.RawMessage;
import dev.tideline.testing.servers.KafkaServer;
import dev.tideline.testing.servers.PostgresServer;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** What Kafka refuses is parked, and what follows it under its key; the rest flows, and the engine does not start over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParkingTest {

    private final PostgresServer postgres = PostgresServer.temporary();
    private final KafkaServer kafka = KafkaServer.temporary();
    private final String key = UUID.randomUUID().toString();
    private ConfigurableApplicationContext probe;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        postgres.start();
        kafka.start();
        probe = ProbeService.run(
                postgres.jdbcUrl(),
                kafka.bootstrapServers(),
                Map.of("tideline.relay.topic-wait", "1s", "tideline.relay.retry-parked", "1h"));
        jdbc = probe.getBean(JdbcTemplate.class);
    }

    @AfterAll
    void stop() {
        probe.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void topicThatIsMissingHoldsUpItsOwnKeysOnlyAndOrderHoldsWhenItIsMade() {
        append("late", key, 1, 2);
        append("late", "other " + key, 1, 1);
        append("not a topic!", key, 1, 1);
        Topic there = topic("there-1").create(1);
        append("there-1", key, 1, 3);
        assertThat(values(there, key, 3)).containsExactly("1", "2", "3");
        append("late", key, 3, 4);
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("late") == 5);
        assertThat(parked("not a topic!")).isEqualTo(1);
        assertThat(jdbc.queryForList(
                        "select reason from outbox_parked where topic = 'late' order by position", String.class))
                .first()
                .asString()
                .contains("Topic late does not exist");

        Topic late = topic("late").create(1);
        retry();
        assertThat(values(late, key, 4)).containsExactly("1", "2", "3", "4");
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("late") == 0);
        append("late", key, 5, 5);
        assertThat(values(late, key, 5)).containsExactly("1", "2", "3", "4", "5");
    }

    /** The broker refuses it, after it was sent: what was sent behind it must neither overtake nor be lost. */
    @Test
    void eventTooLargeForItsTopicIsParkedAndOtherKeysOfTheSameBatchFlow() throws Exception {
        Topic topic = topic("small").create(1);
        maxMessage("small", 1_000);
        transaction().executeWithoutResult(_ -> {
            outbox().append(raw("small", key, "1"));
            outbox().append(raw("small", key, noise()));
            IntStream.rangeClosed(1, 500).forEach(i -> outbox().append(raw("small", "k" + i % 7, "" + i)));
            outbox().append(raw("small", key, "3"));
        });
        assertThat(values(topic, key, 1)).containsExactly("1");
        List<Integer> others = topic.until(500, record -> record.key().startsWith("k")).stream()
                .map(record -> Integer.parseInt(new String(record.value())))
                .toList();
        IntStream.range(0, 7)
                .forEach(k -> assertThat(others.stream().filter(i -> i % 7 == k).distinct())
                        .isSorted());
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("small") == 2);

        maxMessage("small", 100_000);
        retry();
        assertThat(values(topic, key, 3)).hasSize(3).startsWith("1").endsWith("3");
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("small") == 0);
    }

    /** A producer that knew the topic waits for it for ever. */
    @Test
    void topicThatGoesUnderWayHoldsUpItsOwnKeysOnlyAndOrderHoldsWhenItIsMadeAgain() throws Exception {
        Topic topic = topic("vanishing").create(1);
        append("vanishing", key, 1, 1);
        assertThat(values(topic, key, 1)).containsExactly("1");
        delete("vanishing");
        append("vanishing", key, 2, 3);
        Topic there = topic("there-2").create(1);
        append("there-2", key, 1, 3);
        assertThat(values(there, key, 3)).containsExactly("1", "2", "3");
        append("vanishing", key, 4, 4);
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("vanishing") == 3);

        topic.create(1);
        retry();
        assertThat(values(topic, key, 3)).containsExactly("2", "3", "4");
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("vanishing") == 0);
    }

    /** More than are tried in one go. */
    @Test
    void manyParkedKeysAreAllRetriedWhileOthersFlow() {
        transaction()
                .executeWithoutResult(_ -> IntStream.range(0, 1_500).forEach(i -> {
                    outbox().append(raw("many", "k" + i, "1"));
                    outbox().append(raw("many", "k" + i, "2"));
                }));
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("many") == 3_000);
        Topic topic = topic("many").create(1);
        Topic there = topic("there-3").create(1);
        retry();
        append("there-3", key, 1, 2);
        assertThat(values(there, key, 2)).containsExactly("1", "2");
        await().atMost(Duration.ofSeconds(60)).until(() -> parked("many") == 0);
        Map<String, List<String>> byKey = topic.until(3_000, _ -> true).stream()
                .collect(groupingBy(
                        ConsumerRecord::key, mapping(record -> new String(record.value()), Collectors.toList())));
        assertThat(byKey).hasSize(1_500);
        assertThat(byKey.values()).allSatisfy(values -> assertThat(values).containsExactly("1", "2"));
    }

    /** More than the producer has room for: it is closed for the refused one while it waits for room for others. */
    @Test
    void refusedEventAtTheHeadOfLargeBacklogIsParkedAndTheBacklogFlows() throws Exception {
        Topic topic = topic("tight").create(1);
        maxMessage("tight", 30_000);
        byte[] refused = randomBytes(60_000);
        byte[] taken = randomBytes(20_000);
        transaction().executeWithoutResult(_ -> {
            outbox().append(new RawMessage("tight", null, key, Map.of(), refused));
            IntStream.range(0, 4_000)
                    .forEach(i -> outbox().append(new RawMessage("tight", null, "k" + i, Map.of(), taken)));
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> parked("tight") == 1);
        assertThat(topic.until(4_000, record -> record.key().startsWith("k")).stream()
                        .map(ConsumerRecord::key)
                        .distinct())
                .hasSize(4_000);
        assertThat(parked("tight")).isEqualTo(1);
    }

    @Test
    void parkedRowsOutliveTheLeaderAndDiscardedOnesLetTheOthersGo() {
        append("nowhere", key, 1, 3);
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("nowhere") == 3);
        Lifecycle relay = probe.getBean("relay", Lifecycle.class);
        relay.stop();
        Topic topic = topic("nowhere").create(1);
        jdbc.update("update outbox_parked set discarded_at = now() where topic = 'nowhere' and payload = '1'");
        append("nowhere", key, 4, 4);
        relay.start();
        assertThat(values(topic, key, 3)).containsExactly("2", "3", "4");
    }

    /** Whoever publishes the whole table again publishes no row that was given up, and none before those of its key that are parked. */
    @Test
    void healingKeepsParkedAndDiscardedRowsOut() {
        append("gone", key, 1, 2);
        append("gone", "discarded " + key, 1, 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> parked("gone") == 3);
        jdbc.update("update outbox_parked set discarded_at = now() where message_key = ?", "discarded " + key);
        Lifecycle relay = probe.getBean("relay", Lifecycle.class);
        relay.stop();
        append("gone", key, 3, 3);
        try (var connection = postgres.connect()) {
            connection.createStatement().execute("select pg_drop_replication_slot('todo_outbox')");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        Topic topic = topic("gone").create(1);
        relay.start();
        assertThat(values(topic, key, 3)).containsExactly("1", "2", "3");
        append("gone", "discarded " + key, 2, 2);
        assertThat(values(topic, "discarded " + key, 1)).containsExactly("2");
    }

    /** Events of two aggregates and of none under one key: by time, and by version where the clock says otherwise. */
    @Test
    void healingKeepsTheOrderOfTopicAndKey() throws Exception {
        Lifecycle relay = probe.getBean("relay", Lifecycle.class);
        relay.stop();
        insert("z", 1L, "1", 10);
        insert("z", 2L, "2", 5);
        insert("none", null, "3", 11);
        insert("a", 1L, "4", 12);
        insert("none", null, "5", 13);
        insert("z", 3L, "6", 14);
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute("select pg_drop_replication_slot('todo_outbox')");
        }
        Topic topic = topic("woven").create(1);
        relay.start();
        assertThat(values(topic, key, 6)).containsExactly("1", "2", "3", "4", "5", "6");
    }

    private void insert(String aggregate, @Nullable Long version, String value, int second) {
        jdbc.update(
                "insert into outbox"
                        + " (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, payload, created_at)"
                        + " values (gen_random_uuid(), 'woven', ?, ?, 'a.b.c', 'woven', ?, ?, timestamptz 'epoch' + ? * interval '1 s')",
                aggregate,
                version,
                key,
                value.getBytes(),
                second);
    }

    private void retry() {
        jdbc.update("update outbox_parked set retry_requested = true");
    }

    private void append(String topic, String key, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(i -> transaction().executeWithoutResult(_ -> outbox().append(raw(topic, key, "" + i))));
    }

    private static RawMessage raw(String topic, String key, String value) {
        return new RawMessage(topic, null, key, Map.of(), value.getBytes());
    }

    /** That lz4 cannot make small. */
    private static String noise() {
        StringBuilder noise = new StringBuilder();
        IntStream.range(0, 300).forEach(_ -> noise.append(UUID.randomUUID()));
        return noise.toString();
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private void delete(String topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private void maxMessage(String topic, int bytes) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "" + bytes), OpType.SET))))
                    .all()
                    .get();
        }
    }

    private Topic topic(String name) {
        return Topic.on(kafka.bootstrapServers(), name);
    }

    private static List<String> values(Topic topic, String key, int count) {
        return topic.key(key, count).stream()
                .map(record -> new String(record.value()))
                .distinct()
                .toList();
    }

    private int parked(String topic) {
        Integer count = jdbc.queryForObject(
                "select count(*) from outbox_parked where topic = ? and discarded_at is null", Integer.class, topic);
        return count == null ? -1 : count;
    }

    private Outbox outbox() {
        return probe.getBean(Outbox.class);
    }

    private TransactionOperations transaction() {
        return probe.getBean(TransactionOperations.class);
    }
}
