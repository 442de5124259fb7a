package dev.tideline.events.relay;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the Debezium engine over the outbox, from the slot's confirmed position until it fails or is stopped. */
final class ReadOutbox implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadOutbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Source source;
    private final RelayProperties properties;
    private final int run = RUNS.incrementAndGet();
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Thread thread;
    private volatile boolean polling;
    private final AtomicReference<String> failure = new AtomicReference<>("");

    ReadOutbox(Source source, RelayProperties properties, Publisher publisher) {
        this.source = source;
        this.properties = properties;
        publisher.lookAgain();
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(configuration())
                .using(OffsetCommitPolicy.always())
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        polling = true;
                    }
                })
                .using((boolean success, String message, Throwable error) -> {
                    if (!success) {
                        failure.set(error == null ? message : String.valueOf(error));
                    }
                })
                .notifying(new PublishBatch(publisher, source.slot() + "." + source.table()))
                .build();
        this.thread =
                Thread.ofPlatform().name("relay-" + source.slot()).daemon().start(engine);
    }

    /** Whether it has got as far as reading the log. */
    boolean polling() {
        return polling;
    }

    boolean running() {
        return thread.isAlive();
    }

    /** Why it ended by itself; empty if it did not. */
    String failure() {
        return failure.get();
    }

    /** An engine that is starting refuses to be closed, and would go on to hold the slot: it is asked until it has ended. */
    @Override
    public void close() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean asked = false;
        try {
            while (!thread.join(Duration.ofMillis(100)) && System.nanoTime() < deadline) {
                asked = asked || askToEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running()) {
            log.error("The engine of {} does not end; restart the service if it keeps the slot", source.slot());
        }
        forgetMetrics();
    }

    private boolean askToEnd() throws IOException {
        try {
            engine.close();
            return true;
        } catch (IllegalStateException notNow) {
            return false;
        }
    }

    /** An engine that failed while starting leaves its metrics behind. */
    private void forgetMetrics() {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName name : jmx.queryNames(
                    new ObjectName("debezium.postgres:server=" + source.slot() + ",run=" + run + ",*"), null)) {
                jmx.unregisterMBean(name);
            }
        } catch (JMException e) {
            log.debug("Metrics of {} stay registered", source.slot(), e);
        }
    }

    private Properties configuration() {
        Properties config = new Properties();
        config.setProperty("name", source.slot());
        config.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.setProperty("topic.prefix", source.slot());
        config.setProperty("bootstrap.servers", "unused:0"); // Connect insists, the engine never connects
        // Else an engine waits two minutes for names that another of this process has, or has left behind.
        config.setProperty("custom.metric.tags", "run=" + run);

        config.setProperty("database.hostname", source.host());
        config.setProperty("database.port", source.port());
        config.setProperty("database.dbname", source.database());
        config.setProperty("database.sslmode", source.sslMode());
        config.setProperty("database.user", source.username());
        config.setProperty("database.password", source.password());

        config.setProperty("plugin.name", "pgoutput");
        config.setProperty("slot.name", source.slot());
        config.setProperty("slot.failover", "true"); // by which EnsureSlot knows one that the engine made
        config.setProperty("publication.name", source.slot());
        config.setProperty("publication.autocreate.mode", "disabled");
        config.setProperty("table.include.list", source.table());
        config.setProperty("snapshot.mode", "no_data");
        config.setProperty("tombstones.on.delete", "false");
        config.setProperty("provide.transaction.metadata", "false");

        // The slot alone knows the position: no offsets of the engine's own, none older or newer than what Kafka
        // acknowledged.
        config.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        config.setProperty("lsn.flush.mode", "connector");

        // A database in which only others write would keep its log for ever: the message moves the position along.
        config.setProperty(
                "heartbeat.interval.ms", Long.toString(properties.heartbeat().toMillis()));
        config.setProperty("heartbeat.action.query", "select pg_logical_emit_message(true, 'tideline', '')");

        config.setProperty(
                "poll.interval.ms", Long.toString(properties.pollInterval().toMillis()));
        config.setProperty("task.management.timeout.ms", "10000"); // how long a close may take
        config.setProperty("status.update.interval.ms", "1000");
        config.setProperty("max.queue.size.in.bytes", Integer.toString(64 << 20)); // rows alone would be no bound

        // Starting again is the relay's own affair, with a fresh look at who leads.
        config.setProperty("errors.max.retries", "0");
        config.setProperty("slot.max.retries", "1");
        config.setProperty("slot.retry.delay.ms", "500");
        return config;
    }
}
