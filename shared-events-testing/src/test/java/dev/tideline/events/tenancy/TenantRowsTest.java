package dev.tideline.events.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.EventContext;
import dev.tideline.testing.servers.Servers;
import dev.tideline.testing.servers.WithServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Two tenants on the same connections. */
@SpringBootTest(
        properties = {
            "spring.application.name=guarded-rows",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=analytics_service",
            "spring.datasource.password=analytics_service",
            "spring.datasource.hikari.maximum-pool-size=2",
            "spring.flyway.locations=classpath:db/shared-events/tenancy",
            "spring.main.web-application-type=none",
            "tideline.relay.enabled=false",
            "tideline.tenancy.rows=true"
        })
@WithServers
class TenantRowsTest {

    private static final String ONE = "one";
    private static final String OTHER = "other";

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource connections;

    private TransactionTemplate transaction;

    @Autowired
    void transactions(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
    }

    @BeforeEach
    void aRowOfEach() {
        jdbc.sql("create table if not exists secret (tenant text not null, id uuid primary key)")
                .update();
        if (jdbc.sql("select not relrowsecurity from pg_class where oid = 'secret'::regclass")
                .query(Boolean.class)
                .single()) {
            jdbc.sql("call guard_by_tenant('secret')").update();
        }
        EventContext.acrossTenants(() -> jdbc.sql("delete from secret").update());
        as(ONE, () -> add(ONE));
        as(OTHER, () -> add(OTHER));
    }

    @Test
    void eachTenantSeesItsOwnAndWithoutTenantThereIsNothingToSee() {
        assertThat(as(ONE, this::seen)).containsExactly(ONE);
        assertThat(as(OTHER, this::seen)).containsExactly(OTHER);
        assertThat(seen()).isEmpty();
        assertThat(as(null, this::seen)).isEmpty();
        assertThat(EventContext.acrossTenants(this::seen)).containsExactly(ONE, OTHER);
        assertThat(as(ONE, this::seen)).containsExactly(ONE);
    }

    @Test
    void whatIsWithinWorkAcrossTenantsIsItsTenantsAgain() {
        assertThat(EventContext.acrossTenants(() -> as(ONE, this::seen))).containsExactly(ONE);
        assertThat(as(ONE, () -> EventContext.acrossTenants(this::seen))).containsExactly(ONE, OTHER);
    }

    @Test
    void nobodyGetsAtTheRestByCallingThemselvesEverybody() {
        assertThat(as("*", this::seen)).isEmpty();
        assertThat(as("", this::seen)).isEmpty();
    }

    @Test
    void rowsOfOthersCannotBeMadeChangedOrTakenOver() {
        assertThatThrownBy(() -> as(ONE, () -> add(OTHER)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> add(ONE)).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> as(
                        ONE,
                        () -> jdbc.sql("update secret set tenant = 'other'").update()))
                .isInstanceOf(DataAccessException.class);
        assertThat(as(
                        ONE,
                        () -> jdbc.sql("delete from secret where tenant = 'other'")
                                .update()))
                .isZero();
    }

    @Test
    void eachStatementOfATransactionIsItsContexts() {
        List<String> seen = transaction.execute(_ -> {
            List<String> first = as(ONE, this::seen);
            List<String> second = as(OTHER, this::seen);
            List<String> third = seen();
            return List.of(String.join("+", first), String.join("+", second), String.join("+", third));
        });

        assertThat(seen).containsExactly(ONE, OTHER, "");
    }

    @Test
    void whatWasSaidInATransactionThatIsUndoneIsSaidAgain() {
        as(OTHER, this::seen);
        as(ONE, () -> {
            transaction.executeWithoutResult(undone -> {
                assertThat(seen()).containsExactly(ONE);
                undone.setRollbackOnly();
            });
            return assertThat(seen()).containsExactly(ONE);
        });
    }

    @Test
    void whatWasSaidBehindASavepointThatIsGoneBackToIsSaidAgain() {
        List<String> seen = transaction.execute(open -> {
            as(OTHER, this::seen);
            return backTo(open, () -> as(ONE, this::seen), () -> as(ONE, this::seen));
        });

        assertThat(seen).containsExactly(ONE);
    }

    @Test
    void whatWasSaidIsNotBelievedAfterACommitThatCameToNothing() {
        as(OTHER, this::seen);
        transaction.executeWithoutResult(_ -> {
            as(ONE, this::seen);
            failAndForget();
        });

        assertThat(as(ONE, this::seen)).containsExactly(ONE);
        assertThat(as(OTHER, this::seen)).containsExactly(OTHER);
    }

    @Test
    void connectionGivenBackInTheMiddleOfATransactionIsNotBelieved() throws SQLException {
        as(OTHER, this::seen);
        EventContext.acrossTenants(() -> {
            try (Connection connection = connections.getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().close();
                return null;
            }
        });
        assertThat(as(OTHER, this::seen)).containsExactly(OTHER);
        assertThat(EventContext.acrossTenants(this::seen)).containsExactly(ONE, OTHER);
        assertThat(as(OTHER, this::seen)).containsExactly(OTHER);
    }

    @Test
    void whoConnectsByItselfSeesNothing() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        Servers.shared().jdbcUrl(), "analytics_service", "analytics_service");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from secret")) {
            assertThat(rows.next()).isFalse();
        }
    }

    private void failAndForget() {
        try {
            jdbc.sql("select 1 / 0").query(Integer.class).single();
        } catch (DataAccessException divided) {
            assertThat(divided).hasMessageContaining("division by zero");
        }
    }

    private static <R> R backTo(TransactionStatus open, Supplier<?> undone, Supplier<R> then) {
        Object here = open.createSavepoint();
        undone.get();
        open.rollbackToSavepoint(here);
        return then.get();
    }

    private List<String> seen() {
        return jdbc.sql("select tenant from secret order by tenant")
                .query(String.class)
                .list();
    }

    private int add(String tenant) {
        return jdbc.sql("insert into secret (tenant, id) values (?, ?)")
                .params(tenant, UUID.randomUUID())
                .update();
    }

    private static <R> R as(@Nullable String tenant, Supplier<R> work) {
        return new EventContext(null, null, tenant, null, null, null).call(work::get);
    }
}
