package dev.tideline.testing.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.EventContext;
import dev.tideline.testing.servers.WithServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every table of a service's schema is guarded by tenant, but for the library's own, of which no row is any tenant's, and those that a
 * subclass names: a new one without a guard fails.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
public abstract class TenancyContract {

    protected static final String TENANT = "tenant-" + UUID.randomUUID();
    private static final String OTHER = "tenant-" + UUID.randomUUID();

    private static final Set<String> OF_THE_LIBRARY = Set.of(
            "outbox",
            "outbox_head",
            "outbox_delayed",
            "outbox_closed",
            "outbox_parked",
            "inbox",
            "inbox_version",
            "inbox_gap",
            "delivery_partition",
            "fence",
            "parked",
            "dead_letter",
            "dead_letter_act",
            "event_stream",
            "event_era",
            "event_snapshot",
            "projection_build",
            "projection_repair",
            "projection_audit",
            "flyway_schema_history");

    @Autowired
    protected JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    private String url;

    @Value("${spring.datasource.username}")
    private String role;

    /** Tables that are no tenant's, or empty for good. */
    protected Set<String> unguarded() {
        return Set.of();
    }

    /** Puts at least one row of {@link #TENANT} into each guarded table, in its context. */
    protected abstract void fill();

    @Test
    void everyTableOfTenantsIsGuarded() {
        Set<String> bare = new HashSet<>(jdbc.sql("""
                        select c.relname from pg_class c
                        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                            and not (c.relrowsecurity and c.relforcerowsecurity
                                and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'of_one_tenant'))
                        """).query(String.class).list());
        bare.removeAll(OF_THE_LIBRARY);

        assertThat(bare).containsExactlyInAnyOrderElementsOf(unguarded());
    }

    @Test
    void guardedRowsAreTheirTenantsAndWithoutTenantThereAreNone() throws SQLException {
        as(TENANT, this::fill);

        try (Connection connection = DriverManager.getConnection(url, role, role)) {
            for (String table : guarded()) {
                assertThat(EventContext.acrossTenants(() -> rows(table)))
                        .as("rows of %s in %s", TENANT, table)
                        .isPositive();
                assertThat(as(TENANT, () -> rows(table))).as(table).isPositive();
                assertThat(as(OTHER, () -> count(table))).as(table).isZero();
                assertThat(count(table)).as(table).isZero();
                assertThat(count(connection, table)).as(table).isZero();
            }
        }
    }

    private List<String> guarded() {
        return jdbc.sql("""
                        select relname from pg_class
                        where relnamespace = current_schema()::regnamespace and relrowsecurity and not relispartition
                        """).query((row, _) -> row.getString(1)).list();
    }

    private long rows(String table) {
        return jdbc.sql("select count(*) from " + table + " where tenant = ?")
                .param(TENANT)
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    protected final void as(String tenant, Runnable work) {
        as(tenant, () -> {
            work.run();
            return true;
        });
    }

    private static <R> R as(String tenant, ScopedValue.CallableOp<R, RuntimeException> work) {
        return new EventContext(null, null, tenant, UUID.randomUUID().toString(), null, null).call(work);
    }
}
