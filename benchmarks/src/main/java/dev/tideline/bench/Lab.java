package dev.tideline.bench;

import dev.tideline.bench.contender.ContenderProcess;
import dev.tideline.testing.servers.FreePort;
import dev.tideline.testing.servers.PostgresServer;
import dev.tideline.testing.servers.Tether;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Postgres, its commits on disk before they are answered, and a broker in a JVM of its own, both with data that is gone afterwards. No
 * process outlives it.
 */
final class Lab implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final Path folder;
    private final PostgresServer postgres;
    private final Process broker;
    private final Topics topics;
    private int processes;
    private boolean closed;

    private Lab(Path folder, PostgresServer postgres, Process broker, Topics topics) {
        this.folder = folder;
        this.postgres = postgres;
        this.broker = broker;
        this.topics = topics;
    }

    static Lab open() {
        for (int attempt = 1; ; attempt++) {
            try {
                return start();
            } catch (IllegalStateException e) { // another process may take a port that was free a moment ago
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Lab start() {
        try {
            Path folder = Files.createTempDirectory("tideline-bench-");
            PostgresServer postgres =
                    PostgresServer.keeping(folder.resolve("postgres"), folder.resolve("postgres.log"), FreePort.next());
            int port = FreePort.next();
            Process broker = Tether.start(java(
                            _ -> true,
                            Broker.class,
                            List.of(folder.resolve("kafka").toString(), Integer.toString(port)))
                    .redirectError(folder.resolve("kafka.log").toFile()));
            Lab lab = new Lab(folder, postgres, broker, new Topics("localhost:" + port));
            Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "close-lab"));
            try {
                postgres.start();
                awaitReady(broker, folder.resolve("kafka.log"));
            } catch (IllegalStateException e) {
                lab.close();
                throw e;
            }
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process broker, Path log) throws IOException {
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8));
        if (!Broker.READY.equals(answers.readLine())) {
            throw new IllegalStateException("The broker did not start: " + Files.readString(log));
        }
    }

    Topics topics() {
        return topics;
    }

    /** A database of its own for each contender, so that nobody reads what another left. */
    Database database() {
        return Database.create(postgres, "bench_" + ++processes);
    }

    /** Started, and ready for its first command. */
    Running start(Contestant contestant, Database database, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "contender",
                contestant.contender(),
                "relay",
                contestant.relay(),
                "jdbc",
                database.jdbcUrl(),
                "user",
                "postgres",
                "kafka",
                topics.bootstrapServers(),
                "group",
                contestant.name() + "-" + ++processes));
        all.putAll(settings);
        Path log = folder.resolve(contestant.name() + "-" + processes + ".log");
        ProcessBuilder command = java(
                        contestant.ownJars(),
                        ContenderProcess.class,
                        all.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .toList())
                .redirectError(log.toFile());
        return Running.start(Tether.start(command), log);
    }

    private static ProcessBuilder java(Predicate<String> jars, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms512m",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        String options = System.getenv("TIDELINE_BENCH_JAVA_OPTS");
        if (options != null && !options.isBlank()) {
            command.addAll(Arrays.asList(options.strip().split(" +", -1)));
        }
        command.addAll(List.of("-cp", classPath(jars), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(Tether.tie("TERM", command));
    }

    private static String classPath(Predicate<String> jars) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** At the end, or when somebody has had enough. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        topics.close();
        try {
            broker.getOutputStream().close();
            if (!broker.waitFor(15, TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        } catch (IOException e) {
            broker.destroyForcibly();
        } catch (InterruptedException e) {
            broker.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        postgres.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
