package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private static final PostgresServer SERVER = PostgresServer.temporary();

    @BeforeEach
    void start() {
        SERVER.start();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void rowsSurviveStopAndStart() throws Exception {
        execute(SERVER, "create table kept_by_stop as select 42 as answer");
        SERVER.stop();
        assertThat(SERVER.running()).isFalse();
        assertThatThrownBy(SERVER::connect).isInstanceOf(SQLException.class);

        SERVER.start();

        assertThat(query(SERVER, "select answer from kept_by_stop")).isEqualTo("42");
    }

    @Test
    void rowsSurviveKill() throws Exception {
        execute(SERVER, "create table kept_by_kill as select 42 as answer");
        SERVER.process().destroyForcibly();
        SERVER.process().onExit().get(10, TimeUnit.SECONDS);

        SERVER.start();

        assertThat(query(SERVER, "select answer from kept_by_kill")).isEqualTo("42");
    }

    @Test
    void orphanOnTheSameDataIsReplaced(@TempDir Path folder) throws Exception {
        var log = folder.resolve("postgres.log");
        var first = PostgresServer.keeping(folder.resolve("a b/data"), log, FreePort.next())
                .start();
        execute(first, "create table kept as select 42 as answer");
        var orphan = first.process();

        try (var second = PostgresServer.keeping(folder.resolve("a b/data"), log, FreePort.next())
                .start()) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(second.process().pid()).isNotEqualTo(orphan.pid());
            assertThat(query(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void serverEndsWithAKilledJvm(@TempDir Path folder) throws Exception {
        assumeTrue(Tether.succeeds("setpriv", "--pdeathsig", "TERM", "true"));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jvm = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsPostgres.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var pid = Long.parseLong(jvm.inputReader().readLine());
        var server = ProcessHandle.of(pid).orElseThrow();

        jvm.destroyForcibly();

        assertThat(server.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    static class StartsPostgres {
        public static void main(String[] folder) throws InterruptedException {
            var path = Path.of(folder[0]);
            var server = PostgresServer.keeping(path.resolve("data"), path.resolve("log"), FreePort.next())
                    .start();
            System.out.println(server.process().pid());
            Thread.sleep(Duration.ofMinutes(1));
        }
    }

    @Test
    void strangerWithTheOldProcessIdIsLeftAlone(@TempDir Path folder) throws Exception {
        var data = folder.resolve("data");
        var log = folder.resolve("postgres.log");
        PostgresServer.keeping(data, log, FreePort.next()).start().stop();
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + data + "\n");

        try (var server = PostgresServer.keeping(data, log, FreePort.next()).start()) {
            assertThat(server.running()).isTrue();
        }
    }

    @Test
    void aCommitIsForcedToDiskWhereDataIsKept(@TempDir Path folder) throws Exception {
        try (var kept = PostgresServer.keeping(folder.resolve("data"), folder.resolve("log"), FreePort.next())
                .start()) {
            assertThat(query(kept, "show fsync")).isEqualTo("on");
            assertThat(query(kept, "show wal_level")).isEqualTo("logical");
        }
        assertThat(query(SERVER, "show fsync")).isEqualTo("off");
    }

    @Test
    void portInUseIsReportedWithTheServersLog(@TempDir Path folder) {
        var second = PostgresServer.keeping(folder.resolve("data"), folder.resolve("log"), SERVER.port());

        assertThatThrownBy(second::start).hasMessageContaining("Address already in use");
    }

    @Test
    void interruptedUnpackIsRepaired(@TempDir Path cache) throws Exception {
        var binaries = PostgresBinaries.unpackedUnder(cache);
        Files.delete(binaries.home().resolve("bin/postgres"));

        PostgresBinaries.unpackedUnder(cache);

        assertThat(binaries.home().resolve("bin/postgres")).isExecutable();
        assertThat(cache).isDirectoryNotContaining("glob:**/unpacking-*");
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
