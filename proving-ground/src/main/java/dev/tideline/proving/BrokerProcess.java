package dev.tideline.proving;

import dev.tideline.testing.servers.KafkaServer;
import java.nio.file.Path;

/** The Kafka broker's own JVM: data folder, port, and the port of the proxy in front of it. */
final class BrokerProcess {

    private BrokerProcess() {}

    public static void main(String[] arguments) {
        KafkaServer server = KafkaServer.behindProxy(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-broker"));
        server.start();
    }
}
