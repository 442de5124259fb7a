package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

/** What each role of {@code postgres/init.sql} may and may not. */
class RolesTest {
    @BeforeAll
    static void tablesOfTwoServices() throws SQLException {
        execute("user_service", "create table if not exists account (id int)");
        execute("todo_service", "create table if not exists task (id int)");
    }

    @Test
    void serviceReadsItsOwnSchema() {
        assertThatCode(() -> execute("todo_service", "select * from task")).doesNotThrowAnyException();
    }

    @Test
    void serviceCannotReadItsNeighbour() {
        assertThatThrownBy(() -> execute("todo_service", "select * from users.account"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for schema users");
    }

    @Test
    void serviceCannotCreateInPublicNorInItsNeighbour() {
        assertThatThrownBy(() -> execute("todo_service", "create table public.mine (id int)"))
                .hasMessageContaining("permission denied for schema public");
        assertThatThrownBy(() -> execute("todo_service", "create table users.mine (id int)"))
                .hasMessageContaining("permission denied for schema users");
    }

    @Test
    void wrongPasswordIsRefused() {
        assertThatThrownBy(() ->
                        DriverManager.getConnection(Servers.shared().jdbcUrl(), credentials("todo_service", "guess")))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void relayMayReplicate() {
        assertThatCode(() -> replicate("todo_relay")).doesNotThrowAnyException();
    }

    @Test
    void serviceMayNotReplicate() {
        assertThatThrownBy(() -> replicate("todo_service"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied to start WAL sender");
    }

    @Test
    void relayCannotReadItsServicesTables() {
        assertThatThrownBy(() -> execute("todo_relay", "select * from todo.task"))
                .hasMessageContaining("permission denied for table task");
    }

    private static void execute(String role, String sql) throws SQLException {
        run(credentials(role, role), sql);
    }

    private static void replicate(String role) throws SQLException {
        var properties = credentials(role, role);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "18");
        run(properties, "IDENTIFY_SYSTEM");
    }

    private static void run(Properties properties, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(Servers.shared().jdbcUrl(), properties);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Properties credentials(String role, String password) {
        var properties = new Properties();
        PGProperty.USER.set(properties, role);
        PGProperty.PASSWORD.set(properties, password);
        return properties;
    }
}
