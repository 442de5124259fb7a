package dev.tideline.localstack;

import dev.tideline.testing.servers.PostgresServer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes the members of the suite from their parts: which program, which settings. */
record Members(Home home, Ports ports) {
    private static final String BROKER_HEAP = "320m";
    private static final String SERVICE_HEAP = "256m";
    private static final Path OWN_JAR =
            Path.of(System.getProperty("java.class.path")).toAbsolutePath();

    PostgresMember postgres() {
        var port = ports.of(Suite.POSTGRES);
        return new PostgresMember(
                Suite.POSTGRES, port, PostgresServer.keeping(home.postgres(), home.log(Suite.POSTGRES), port));
    }

    JvmMember kafka() {
        var port = ports.of(Suite.KAFKA);
        var ready = home.run().resolve("kafka.ready");
        return new JvmMember(
                Suite.KAFKA,
                port,
                () -> logged(
                        Suite.KAFKA,
                        new Java(home)
                                .command(BROKER_HEAP, brokerArchive(), broker("broker", home.kafka(), port, ready))),
                process -> Broker.isReady(process, ready));
    }

    JvmMember service(Part part) {
        var port = ports.of(part);
        return new JvmMember(
                part,
                port,
                () -> {
                    var image = ServiceImage.of(part, home);
                    var program = List.of("-jar", image.jar().toString());
                    return configured(
                            part, logged(part, new Java(home).command(SERVICE_HEAP, image.archive(), program)));
                },
                _ -> Readiness.of(port));
    }

    /** The broker and the services, each as a run that ends by itself. */
    List<Training.Lesson> lessons() {
        var lessons = new ArrayList<Training.Lesson>();
        lessons.add(new Training.Lesson(
                "kafka",
                brokerArchive(),
                archive -> logged("training", new Java(home).training(BROKER_HEAP, archive, broker("rehearsal")))));
        for (var part : Suite.SERVICES) {
            var image = ServiceImage.of(part, home);
            // refreshed and ended before anything listens, consumes or relays
            var program = List.of(
                    "-Dspring.context.exit=onRefresh", "-jar", image.jar().toString());
            lessons.add(new Training.Lesson(
                    part.name(),
                    image.archive(),
                    archive -> configured(
                            part, logged("training", new Java(home).training(SERVICE_HEAP, archive, program)))));
        }
        return lessons;
    }

    private static Path brokerArchive() {
        return OWN_JAR.resolveSibling("broker-" + ServiceImage.ARCHIVE);
    }

    private static List<String> broker(Object... arguments) {
        var program = new ArrayList<>(List.of(
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-jar",
                OWN_JAR.toString()));
        Stream.of(arguments).map(Object::toString).forEach(program::add);
        return program;
    }

    private ProcessBuilder configured(Part part, ProcessBuilder process) {
        process.environment().put("SERVER_PORT", Integer.toString(ports.of(part)));
        process.environment().put("SERVER_ADDRESS", "127.0.0.1");
        process.environment()
                .put("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:" + ports.of(Suite.POSTGRES) + "/tideline");
        process.environment()
                .put("TIDELINE_SECURITY_ISSUER", Demo.of(ports).users().toString());
        process.environment().put("TIDELINE_SIGNIN_SECRETS_MASTERKEY", Demo.MASTER_KEY);
        process.environment().put("TIDELINE_SIGNIN_ISSUE_SERVICES_OPERATOR_SECRET", Demo.OPERATOR_SECRET);
        process.environment().put("TIDELINE_SIGNIN_ISSUE_SERVICES_OPERATOR_ROLES", "operator");
        process.environment().put("TIDELINE_SIGNIN_ISSUE_SERVICES_OPERATOR_TENANT", Demo.TENANT);
        process.environment().put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.of(Suite.KAFKA));
        process.environment()
                .put("SPRING_KAFKA_STREAMS_STATEDIR", home.streams(part).toString());
        return process;
    }

    private ProcessBuilder logged(Part part, List<String> command) {
        return logged(part.name(), command);
    }

    private ProcessBuilder logged(String name, List<String> command) {
        return new ProcessBuilder(command)
                .directory(home.logs().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(home.logs().resolve(name + ".log").toFile()));
    }
}
