package dev.tideline.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres of its own process, ready for logical replication, with the database {@code tideline} as {@code postgres/init.sql} leaves
 * it. Can be stopped and started again, on the same port and data. The process ends with this JVM where the system allows
 * ({@link Tether}); a start ends one that was left on the same data folder, after making sure that it is one. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final int port;
    private final boolean durable;
    private final List<String> more;
    private final @Nullable Path disposable;
    private @Nullable Process process;

    private PostgresServer(
            Path data, Path log, int port, boolean durable, List<String> more, @Nullable Path disposable) {
        this.data = data.toAbsolutePath().normalize();
        this.log = log.toAbsolutePath();
        this.port = port;
        this.durable = durable;
        this.more = more;
        this.disposable = disposable;
    }

    /**
     * On a free port; writes are not forced to disk, and {@link #close()} deletes them.
     *
     * @param settings as {@code name=value}, before our own
     */
    public static PostgresServer temporary(String... settings) {
        var folder = Folders.temporary("postgres");
        return new PostgresServer(
                folder.resolve("data"),
                folder.resolve("postgres.log"),
                FreePort.next(),
                false,
                List.of(settings),
                folder);
    }

    /** The same, but a commit is on disk before it is answered. */
    public static PostgresServer temporaryOnDisk() {
        var folder = Folders.temporary("postgres");
        return new PostgresServer(
                folder.resolve("data"), folder.resolve("postgres.log"), FreePort.next(), true, List.of(), folder);
    }

    /** On data that stays; a commit is on disk before it is answered. */
    public static PostgresServer keeping(Path data, Path log, int port) {
        return new PostgresServer(data, log, port, true, List.of(), null);
    }

    /** Ends a server that outlived its JVM on this data folder, and says whether there was one. */
    public static boolean endLeftover(Path data) {
        try {
            return Files.exists(data.resolve("postmaster.pid"))
                    && new Postmaster(data.toAbsolutePath().normalize()).endOrphan(PostgresBinaries.unpacked());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while ending Postgres on " + data, e);
        }
    }

    /** Returns when the database can be used; throws with the end of the server's log when it cannot. */
    public PostgresServer start() {
        if (running()) {
            return this;
        }
        try {
            var binaries = PostgresBinaries.unpacked();
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries);
            }
            new Postmaster(data).endOrphan(binaries);
            launch(binaries);
            SuiteDatabase.prepare(port);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            stop();
            throw new IllegalStateException("Cannot prepare the database at " + jdbcUrl(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting Postgres", e);
        }
    }

    /** Ends open connections and stops; the data stays. */
    public void stop() {
        var running = process;
        if (running == null) {
            return;
        }
        try {
            new Postmaster(data).fastShutdown(PostgresBinaries.unpacked());
            if (!running.waitFor(15, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
            process = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public boolean running() {
        return process != null && process.isAlive();
    }

    /** Of the running server. */
    public ProcessHandle process() {
        if (process == null) {
            throw new IllegalStateException("Postgres is stopped");
        }
        return process.toHandle();
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return SuiteDatabase.url(port, SuiteDatabase.NAME);
    }

    /** As superuser, to the database {@code tideline}. */
    public Connection connect() throws SQLException {
        return SuiteDatabase.connect(jdbcUrl());
    }

    public Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role, password);
    }

    @Override
    public void close() {
        stop();
        if (disposable != null) {
            Folders.delete(disposable);
        }
    }

    // Beside its final name, then renamed: a kill in the middle does not leave half a cluster to start from.
    private void initialise(PostgresBinaries binaries) throws IOException, InterruptedException {
        var unfinished = data.resolveSibling(data.getFileName() + ".initdb");
        var password = data.resolveSibling(data.getFileName() + ".password");
        Folders.delete(unfinished);
        Folders.delete(data);
        Files.createDirectories(data.getParent());
        Files.createDirectories(log.getParent());
        Files.writeString(password, SuiteDatabase.SUPERUSER);
        var initdb = new ProcessBuilder(binaries.command(
                        "initdb",
                        "--pgdata=" + unfinished,
                        "--username=" + SuiteDatabase.SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        durable ? "--sync-method=fsync" : "--no-sync"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        if (initdb.waitFor() != 0) {
            throw failure("initdb failed");
        }
        Files.delete(password);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch(PostgresBinaries binaries) throws IOException, InterruptedException {
        var patience = System.nanoTime() + PATIENCE.toNanos();
        for (var server = run(binaries); ; ) {
            process = server;
            if (new Postmaster(data).ready(server)) {
                return;
            }
            if (!server.isAlive()) {
                // the last processes of a killed server hold its shared memory until they notice
                if (!tail().contains("pre-existing shared memory block") || System.nanoTime() > patience) {
                    process = null;
                    throw failure("Postgres did not start");
                }
                server = run(binaries);
            }
            if (System.nanoTime() > patience) {
                stop();
                throw failure("Postgres was not ready within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private Process run(PostgresBinaries binaries) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var command = binaries.tiedCommand("postgres", "-D", data.toString());
        settings().forEach(it -> command.addAll(List.of("-c", it)));
        more.forEach(it -> command.addAll(List.of("-c", it)));
        return Tether.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    private List<String> settings() {
        var sync = durable ? "on" : "off";
        return List.of(
                "port=" + port,
                "listen_addresses=localhost",
                "unix_socket_directories=",
                "wal_level=logical",
                "max_wal_senders=20",
                "max_replication_slots=20",
                "max_connections=200",
                "max_slot_wal_keep_size=4GB",
                "timezone=UTC",
                "log_timezone=UTC",
                "fsync=" + sync,
                "full_page_writes=" + sync);
    }

    private IllegalStateException failure(String what) throws IOException {
        return new IllegalStateException(what + "; the end of " + log + ":\n" + tail());
    }

    private String tail() throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}
