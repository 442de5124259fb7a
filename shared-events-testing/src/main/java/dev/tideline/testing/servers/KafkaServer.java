package dev.tideline.testing.servers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller in this JVM, in Kafka's own classes, on loopback. The data folder is formatted once. Can be stopped
 * and started again, on the same port and data. Topics are never created by accident. A fatal error of the broker ends the JVM, as it
 * would end a real broker. Not thread-safe.
 */
public final class KafkaServer implements AutoCloseable {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final Path data;
    private final int port;
    private final int advertised;
    private final boolean kept;
    private @Nullable KafkaRaftServer server;

    private KafkaServer(Path data, int port, int advertised, boolean kept) {
        this.data = data.toAbsolutePath().normalize();
        this.port = port;
        this.advertised = advertised;
        this.kept = kept;
    }

    /** On a free port; {@link #close()} deletes the data. */
    public static KafkaServer temporary() {
        var port = FreePort.next();
        return new KafkaServer(Folders.temporary("kafka"), port, port, false);
    }

    public static KafkaServer keeping(Path data, int port) {
        return new KafkaServer(data, port, port, true);
    }

    /** Listens on one port and tells its clients of another, where a proxy in front of it listens. */
    public static KafkaServer behindProxy(Path data, int port, int advertised) {
        return new KafkaServer(data, port, advertised, true);
    }

    /** Returns when the broker answers clients. */
    public KafkaServer start() {
        if (server != null) {
            return this;
        }
        try {
            formatOnce();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + data, e);
        }
        var starting = new KafkaRaftServer(KafkaConfig.apply(settings(), false), Time.SYSTEM);
        starting.startup();
        server = starting;
        return this;
    }

    /** Hands over and stops; the data stays. */
    public void stop() {
        var running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    public boolean running() {
        return server != null;
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        stop();
        if (!kept) {
            Folders.delete(data);
        }
    }

    // meta.properties is what the formatter writes last: without it, an earlier attempt was interrupted
    private void formatOnce() throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Folders.delete(data);
        Files.createDirectories(data);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName(CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .run();
    }

    private Map<String, String> settings() {
        var controller = "localhost:" + FreePort.next();
        var settings = new HashMap<>(BrokerSettings.all());
        settings.putAll(Map.of(
                "node.id",
                Integer.toString(NODE),
                "process.roles",
                "broker,controller",
                "log.dirs",
                data.toString(),
                "listeners",
                String.join(",", List.of("PLAINTEXT://localhost:" + port, CONTROLLER + "://" + controller)),
                "advertised.listeners",
                "PLAINTEXT://localhost:" + advertised,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER,
                "controller.quorum.voters",
                NODE + "@" + controller));
        return settings;
    }
}
