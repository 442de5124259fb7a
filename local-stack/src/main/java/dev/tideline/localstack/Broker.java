package dev.tideline.localstack;

import dev.tideline.testing.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Kafka broker's own JVM. */
final class Broker {
    private Broker() {}

    /** Runs until the JVM is asked to end; writes its process id to {@code ready} once clients are answered. */
    static void run(Path data, int port, Path ready) throws IOException {
        var server = KafkaServer.keeping(data, port);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-broker"));
        server.start();
        Files.writeString(ready, Long.toString(ProcessHandle.current().pid()));
    }

    static boolean isReady(ProcessHandle process, Path ready) {
        try {
            return Files.exists(ready) && Files.readString(ready).equals(Long.toString(process.pid()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts and stops once on data of its own, for the JVM to learn what a start needs. */
    static void rehearse() {
        KafkaServer.temporary().start().close();
    }
}
