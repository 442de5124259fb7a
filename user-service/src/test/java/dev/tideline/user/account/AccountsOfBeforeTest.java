package dev.tideline.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.testing.servers.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of the version before: accounts were rows, and are to be streams. */
class AccountsOfBeforeTest {

    private static final String ADA = "01993f5e-8c00-7000-8000-000000000001";

    @Test
    void accountsFromBeforeBecomeStreams() throws SQLException {
        try (PostgresServer postgres = PostgresServer.temporary().start()) {
            migrate(postgres, "202611211000");
            try (Connection connection = postgres.connect("user_service", "user_service");
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into account (id, email, name, registered_at, version) values ('" + ADA
                        + "', 'Ada@example.com', 'Ada \"Byron\" L.', '2026-11-21T09:00:00.123456Z', 1)");
                migrate(postgres, "latest");
                statement.execute("set tideline.tenant = 'demo'");
                ResultSet kept = statement.executeQuery(
                        "select e.version, s.version, convert_from(e.payload, 'UTF8')::jsonb -> 'data' ->> 'name', a.address,"
                                + " convert_from(e.payload, 'UTF8')::jsonb -> 'data' ->> 'registeredAt'"
                                + " from event e join event_stream s using (stream_type, stream_id)"
                                + " join account_address a on a.account_id::text = e.stream_id");
                assertThat(kept.next()).isTrue();
                assertThat(kept.getLong(1)).isEqualTo(1);
                assertThat(kept.getLong(2)).isEqualTo(1);
                assertThat(kept.getString(3)).isEqualTo("Ada \"Byron\" L.");
                assertThat(kept.getString(4)).isEqualTo("ada@example.com");
                assertThat(kept.getString(5)).isEqualTo("2026-11-21T09:00:00.123456Z");
                assertThat(kept.next()).isFalse();
            }
        }
    }

    private static void migrate(PostgresServer postgres, String target) {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), "user_service", "user_service")
                .locations(
                        "classpath:db/shared-events/outbox",
                        "classpath:db/shared-events/inbox",
                        "classpath:db/shared-events/store",
                        "classpath:db/shared-events/cqrs",
                        "classpath:db/shared-events/projection",
                        "classpath:db/shared-events/tenancy",
                        "classpath:db/users")
                .placeholders(Map.of("formerTenant", "demo"))
                .target(target)
                .load()
                .migrate();
    }
}
