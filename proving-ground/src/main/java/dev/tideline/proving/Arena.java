package dev.tideline.proving;

import dev.tideline.proving.network.TcpProxy;
import dev.tideline.testing.servers.FreePort;
import dev.tideline.testing.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The servers and the replicas of a run, each a process of its own. Every replica reaches the database through a proxy that is its own,
 * so that it alone can be cut off; Kafka has one proxy. We ourselves reach the database without one. Not thread-safe.
 */
final class Arena implements AutoCloseable {

    private static final String LEDGER = "dev.tideline.proving.ledger.Ledger";
    private static final String READER = "dev.tideline.proving.reader.Reader";
    private static final String LEADER = """
            select a.client_port from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and a.usename = 'todo_relay'
            """;

    private final Path folder;
    private final PostgresServer postgres;
    private final Replica broker;
    private final TcpProxy kafka;
    private final Map<String, TcpProxy> databases = new HashMap<>();
    private final List<Replica> ledgers = new ArrayList<>();
    private final List<Replica> readers = new ArrayList<>();
    private final List<Replica> guests = new ArrayList<>();

    Arena(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(logs());
        Files.createDirectories(journals());
        this.postgres =
                PostgresServer.keeping(folder.resolve("postgres"), logs().resolve("postgres.log"), FreePort.next());
        int port = FreePort.next();
        this.kafka = TcpProxy.before(port);
        List<String> arguments =
                List.of(folder.resolve("kafka").toString(), Integer.toString(port), Integer.toString(kafka.port()));
        this.broker = new Replica(
                "broker", logs(), _ -> new Jvm(BrokerProcess.class.getName(), List.of()).command(arguments));
    }

    /** Returns when the database answers; the broker may take longer. */
    void startServers() {
        broker.start();
        postgres.start();
    }

    /** Makes another ledger, not yet started. */
    Replica addLedger(String run, double rate, int failing, int poisonous, List<Path> classesFirst) {
        String name = "ledger-" + (ledgers.size() + 1);
        String skew = ledgers.size() % 2 == 0 ? "7s" : "-7s";
        return add(
                ledgers,
                name,
                LEDGER,
                classesFirst,
                generation -> List.of(
                        "--proving.load.run=" + run,
                        "--proving.load.skew=" + skew,
                        "--proving.load.rate=" + rate,
                        "--proving.load.failing=" + failing,
                        "--proving.load.poisonous=" + poisonous,
                        "--proving.load.journal=" + journals().resolve("%s.%s-%d".formatted(run, name, generation)),
                        "--proving.load.quiet=" + quiet(run)));
    }

    /** Makes another reader, not yet started. */
    Replica addReader(List<Path> classesFirst) {
        return add(readers, "reader-" + (readers.size() + 1), READER, classesFirst, _ -> List.of());
    }

    /** A reader that is there at times only. */
    Replica guest() {
        if (guests.isEmpty()) {
            add(guests, "guest", READER, List.of(), _ -> List.of());
        }
        return guests.getFirst();
    }

    private Replica add(
            List<Replica> replicas, String name, String main, List<Path> classesFirst, IntFunction<List<String>> more) {
        TcpProxy database = TcpProxy.before(postgres.port());
        databases.put(name, database);
        Jvm jvm = new Jvm(main, classesFirst);
        Replica replica = new Replica(
                name,
                logs(),
                generation -> jvm.command(Stream.concat(
                                Stream.of(
                                        "--proving.replica=" + name + "-" + generation,
                                        "--spring.datasource.url=jdbc:postgresql://localhost:" + database.port()
                                                + "/tideline",
                                        "--spring.kafka.bootstrap-servers=" + bootstrapServers()),
                                more.apply(generation).stream())
                        .toList()));
        replicas.add(replica);
        return replica;
    }

    PostgresServer postgres() {
        return postgres;
    }

    Replica broker() {
        return broker;
    }

    TcpProxy kafka() {
        return kafka;
    }

    /** The way of one replica to the database. */
    TcpProxy database(Replica replica) {
        TcpProxy proxy = databases.get(replica.name());
        if (proxy == null) {
            throw new IllegalArgumentException("No replica of ours: " + replica);
        }
        return proxy;
    }

    /** The ways of all of them. */
    List<TcpProxy> databases() {
        return List.copyOf(databases.values());
    }

    List<Replica> ledgers() {
        return List.copyOf(ledgers);
    }

    List<Replica> readers() {
        return List.copyOf(readers);
    }

    /** The ledger whose relay holds the lock; none when nobody does or the database does not answer. */
    Optional<Replica> leader() {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(LEADER)) {
            if (!found.next()) {
                return Optional.empty();
            }
            int port = found.getInt(1);
            return ledgers.stream()
                    .filter(each -> database(each).comesFrom(port))
                    .findFirst();
        } catch (SQLException away) {
            return Optional.empty();
        }
    }

    /** Whether anything was ever handled. */
    boolean anyEffect() {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select from users.effect limit 1")) {
            return found.next();
        } catch (SQLException notYet) {
            return false;
        }
    }

    String bootstrapServers() {
        return "localhost:" + kafka.port();
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path journals() {
        return folder.resolve("journals");
    }

    /** As soon as this file is there, the ledgers of the run write no more. */
    Path quiet(String run) {
        return folder.resolve(run + ".quiet");
    }

    /** Starts again whatever ended by itself, as whoever operates it would; says what that was. */
    List<Replica> revive() {
        List<Replica> fallen = everyone().filter(Replica::fell).toList();
        fallen.forEach(Replica::start);
        return fallen;
    }

    /** What each process that should be running said last, the most telling first. */
    String lastWords() {
        return everyone()
                .sorted(Comparator.comparing(Replica::fell).reversed())
                .filter(Replica::wanted)
                .map(Replica::lastWords)
                .collect(Collectors.joining("\n"));
    }

    private Stream<Replica> everyone() {
        return Stream.of(Stream.of(broker), ledgers.stream(), readers.stream(), guests.stream())
                .flatMap(each -> each);
    }

    @Override
    public void close() {
        ledgers.forEach(Replica::kill);
        readers.forEach(Replica::kill);
        guests.forEach(Replica::kill);
        broker.kill();
        postgres.close();
        databases.values().forEach(TcpProxy::close);
        kafka.close();
    }
}
