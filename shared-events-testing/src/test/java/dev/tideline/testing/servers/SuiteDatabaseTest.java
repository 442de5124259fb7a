package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SuiteDatabaseTest {

    @Test
    void dataFromBeforeARoleWasAddedGetsItAndKeepsItsPasswords() throws SQLException {
        try (var server = PostgresServer.temporary().start()) {
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("drop publication notifications_outbox");
                statement.execute("drop owned by notifications_relay; drop role notifications_relay");
                statement.execute("alter role todo_service password 'changed'");
                statement.execute("comment on database tideline is 'init.sql has run'");
            }
            server.stop();
            server.start();
            server.connect("notifications_relay", "notifications_relay").close();
            server.connect("todo_service", "changed").close();
            try (var connection = server.connect();
                    var publications = connection
                            .createStatement()
                            .executeQuery(
                                    "select pg_get_userbyid(pubowner) from pg_publication where pubname = 'notifications_outbox'")) {
                assertThat(publications.next()).isTrue();
                assertThat(publications.getString(1)).isEqualTo("notification_service");
            }
        }
    }

    @Test
    void whatHasRunDoesNotRunAgain() throws SQLException {
        try (var server = PostgresServer.temporary().start()) {
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("drop publication notifications_outbox");
            }
            server.stop();
            server.start();
            try (var connection = server.connect();
                    var publications = connection
                            .createStatement()
                            .executeQuery("select from pg_publication where pubname = 'notifications_outbox'")) {
                assertThat(publications.next()).isFalse();
            }
        }
    }
}
