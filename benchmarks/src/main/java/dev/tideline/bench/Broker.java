package dev.tideline.bench;

import dev.tideline.testing.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Path;

/** The Kafka broker in a JVM of its own; ends with its standard input. */
final class Broker {

    static final String READY = "ready";

    private Broker() {}

    public static void main(String[] arguments) throws IOException {
        var answers = System.out;
        System.setOut(System.err);
        try (KafkaServer server = KafkaServer.keeping(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            server.start();
            answers.println(READY);
            while (System.in.read() >= 0) {
                // until whoever started it is gone
            }
        }
        System.exit(0);
    }
}
