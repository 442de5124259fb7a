package dev.tideline.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The least that makes Debezium a relay: the settings of the library's own, its batches sent and acknowledged, and no more: no leader,
 * no slot that heals, nothing that is watched.
 */
final class DebeziumLoop implements Carrier {

    private static final String SLOT = "bench_debezium";

    private final Surroundings surroundings;
    private final Properties configuration;
    private final BiConsumer<SourceRecord, Batches> send;
    private @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private @Nullable Thread thread;

    private DebeziumLoop(Surroundings surroundings, Properties configuration, BiConsumer<SourceRecord, Batches> send) {
        this.surroundings = surroundings;
        this.configuration = configuration;
        this.send = send;
    }

    /** Reads the row from Debezium's structure. */
    static Carrier byHand(Surroundings surroundings, DataSource database) {
        createSlot(database, SLOT);
        return new DebeziumLoop(surroundings, configuration(surroundings), DebeziumLoop::sendRow);
    }

    /** Lets Debezium's own transformation make the message of the row. */
    static Carrier routed(Surroundings surroundings, DataSource database) {
        createSlot(database, SLOT);
        Properties config = configuration(surroundings);
        config.setProperty("transforms", "outbox");
        config.setProperty("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
        config.setProperty("transforms.outbox.table.field.event.key", "message_key");
        config.setProperty("transforms.outbox.route.by.field", "topic");
        config.setProperty("transforms.outbox.route.topic.replacement", "${routedByValue}");
        config.setProperty("transforms.outbox.table.fields.additional.placement", "type:header:ce_type");
        return new DebeziumLoop(surroundings, config, DebeziumLoop::sendMessage);
    }

    static void createSlot(DataSource database, String slot) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendRow(SourceRecord change, Batches batches) {
        if (!(change.value() instanceof Struct value) || value.schema().field("after") == null) {
            return; // a heartbeat
        }
        Struct row = value.getStruct("after");
        batches.send(
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("id"),
                row.getString("type"),
                Batches.bytes(row.get("payload")));
    }

    private static void sendMessage(SourceRecord message, Batches batches) {
        if (message.headers().lastWithName("ce_type") == null) {
            return;
        }
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                message.topic(), String.valueOf(message.key()).getBytes(UTF_8), Batches.bytes(message.value()));
        message.headers()
                .forEach(header -> event.headers()
                        .add(header.key(), String.valueOf(header.value()).getBytes(UTF_8)));
        batches.send(event);
    }

    @Override
    public void start() {
        if (engine != null) {
            return;
        }
        Batches batches = new Batches(surroundings);
        var starting = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(configuration)
                .using(OffsetCommitPolicy.always())
                .notifying((records, committer) -> {
                    records.forEach(each -> send.accept(each.record(), batches));
                    batches.acknowledged();
                    for (RecordChangeEvent<SourceRecord> each : records) {
                        committer.markProcessed(each);
                    }
                    committer.markBatchFinished();
                })
                .build();
        engine = starting;
        thread = Thread.ofPlatform().name("debezium").daemon().start(() -> {
            try (batches) {
                starting.run();
            }
        });
    }

    @Override
    public void stop() {
        if (engine == null || thread == null) {
            return;
        }
        try {
            engine.close();
            thread.join(Duration.ofSeconds(15));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine = null;
        thread = null;
    }

    private static Properties configuration(Surroundings surroundings) {
        URI server = URI.create(surroundings.jdbcUrl().substring("jdbc:".length()));
        Properties config = new Properties();
        config.setProperty("name", SLOT);
        config.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.setProperty("topic.prefix", SLOT);
        config.setProperty("bootstrap.servers", "unused:0");
        config.setProperty("database.hostname", server.getHost());
        config.setProperty("database.port", Integer.toString(server.getPort()));
        config.setProperty("database.dbname", surroundings.schema());
        config.setProperty("database.user", surroundings.user());
        config.setProperty("database.password", surroundings.user());
        config.setProperty("plugin.name", "pgoutput");
        config.setProperty("slot.name", SLOT);
        config.setProperty("publication.name", surroundings.schema() + "_outbox");
        config.setProperty("publication.autocreate.mode", "disabled");
        config.setProperty("table.include.list", surroundings.schema() + ".outbox");
        config.setProperty("snapshot.mode", "no_data");
        config.setProperty("tombstones.on.delete", "false");
        config.setProperty("provide.transaction.metadata", "false");
        config.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        config.setProperty("lsn.flush.mode", "connector");
        config.setProperty("poll.interval.ms", "10");
        config.setProperty("status.update.interval.ms", "1000");
        config.setProperty("errors.max.retries", "0");
        return config;
    }
}
