package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.EventContext;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.probe.ProbeService.Stepped;
import dev.tideline.testing.servers.Servers;
import dev.tideline.testing.servers.Topic;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** The configuration of {@code docs/takeover.md}, on the same table and with a slot of its own, beside our relay. */
class TakeoverTest extends ProbeTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void debeziumsEventRouterPublishesWhatOurRelayDoes() throws Exception {
        execute("select pg_create_logical_replication_slot('takeover', 'pgoutput')");
        try {
            EventContext traced = new EventContext(
                    null, null, null, null, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            traced.call(() -> {
                transaction.executeWithoutResult(_ -> outbox.append(new Stepped(thing, 1), 1));
                return thing;
            });
            steps.take(thing, 2, 5);
            List<ConsumerRecord<String, byte[]>> ours =
                    Topic.named(ProbeService.TOPIC).key("thing:" + thing, 5);
            List<SourceRecord> theirs = routed(5);
            for (int i = 0; i < 5; i++) {
                assertThat(theirs.get(i).topic()).isEqualTo(ours.get(i).topic());
                assertThat(theirs.get(i).key()).isEqualTo(ours.get(i).key());
                assertThat(bytes(theirs.get(i).value())).isEqualTo(ours.get(i).value());
                var headers = RawMessageTest.headers(ours.get(i));
                for (String name : List.of("ce_id", "ce_type", "ce_aggregateversion", "traceparent")) {
                    var header = theirs.get(i).headers().lastWithName(name);
                    assertThat(
                                    header == null || header.value() == null
                                            ? null
                                            : header.value().toString())
                            .as(name)
                            .isEqualTo(headers.get(name));
                }
            }
            assertThat(theirs.getFirst().headers().lastWithName("traceparent").value())
                    .isEqualTo(traced.traceparent());
        } finally {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> execute("select pg_drop_replication_slot('takeover')"));
        }
    }

    private List<SourceRecord> routed(int count) throws IOException {
        List<SourceRecord> found = new CopyOnWriteArrayList<>();
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(documented())
                .notifying(change -> {
                    if (("thing:" + thing).equals(change.record().key())) {
                        found.add(change.record());
                    }
                })
                .build();
        Thread thread = Thread.ofPlatform().start(engine);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> found.size() >= count || !thread.isAlive());
        } finally {
            engine.close();
        }
        assertThat(found).hasSize(count);
        return found;
    }

    /** What the page says, with the addresses of here. */
    private static Properties documented() throws IOException {
        String page = Files.readString(Path.of("../docs/takeover.md"));
        int start = page.indexOf("```properties\n") + "```properties\n".length();
        Properties config = new Properties();
        config.load(new StringReader(page.substring(start, page.indexOf("```", start))));
        URI server = URI.create(Servers.shared().jdbcUrl().substring("jdbc:".length()));
        config.setProperty("database.hostname", server.getHost());
        config.setProperty("database.port", Integer.toString(server.getPort()));
        config.setProperty("database.dbname", server.getPath().substring(1));
        config.setProperty("database.password", "todo_relay");
        config.setProperty("slot.name", "takeover");
        config.setProperty("name", "takeover");
        config.setProperty("bootstrap.servers", "unused:0");
        config.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        return config;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) value;
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = Servers.shared().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
