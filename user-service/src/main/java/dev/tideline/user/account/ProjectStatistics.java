package dev.tideline.user.account;

import dev.tideline.events.projection.Build;
import dev.tideline.events.projection.Projection;
import dev.tideline.events.store.StoredEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many accounts each tenant has, and how many were registered in each minute. */
@Component
class ProjectStatistics implements Projection {

    static final String NAME = "statistics";

    private final JdbcClient jdbc;

    ProjectStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many more, or fewer. */
    private record Difference(int active, int inactive) {

        static final Difference REGISTERED = new Difference(1, 0);
        static final Difference DEACTIVATED = new Difference(-1, 1);
        static final Difference REACTIVATED = new Difference(1, -1);

        Difference plus(Difference other) {
            return new Difference(active + other.active, inactive + other.inactive);
        }
    }

    private record Minute(String tenant, Instant start) implements Comparable<Minute> {

        @Override
        public int compareTo(Minute other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant == 0 ? start.compareTo(other.start) : byTenant;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> types() {
        return Set.of("users.account.registered", "users.account.deactivated", "users.account.reactivated");
    }

    @Override
    public List<String> tables() {
        return List.of("account_count", "account_registrations");
    }

    @Override
    public void prepare(Build build) {
        tables().forEach(table ->
                jdbc.sql("call guard_by_tenant('" + build.table(table) + "')").update());
    }

    @Override
    public void apply(List<StoredEvent> events, Build into) {
        Map<String, Difference> differences = new TreeMap<>();
        Map<Minute, Integer> registrations = new TreeMap<>();
        for (StoredEvent stored : events) {
            String tenant = Tenant.of(stored);
            AccountEvent event = (AccountEvent) stored.event().payload();
            differences.merge(tenant, difference(event), Difference::plus);
            if (event instanceof AccountRegistered registered) {
                Instant minute = registered.registeredAt().truncatedTo(ChronoUnit.MINUTES);
                registrations.merge(new Minute(tenant, minute), 1, Integer::sum);
            }
        }
        differences.forEach((tenant, difference) -> count(tenant, difference, into));
        registrations.forEach((minute, number) -> register(minute, number, into));
    }

    private static Difference difference(AccountEvent event) {
        return switch (event) {
            case AccountRegistered _ -> Difference.REGISTERED;
            case AccountDeactivated _ -> Difference.DEACTIVATED;
            case AccountReactivated _ -> Difference.REACTIVATED;
            case AccountEmailChanged _, AccountRenamed _ ->
                throw new IllegalArgumentException("Not asked for: " + event);
        };
    }

    private void count(String tenant, Difference difference, Build into) {
        jdbc.sql("""
                        insert into %s as c (tenant, active, inactive) values (?, ?, ?)
                        on conflict (tenant) do update set active = c.active + excluded.active, inactive = c.inactive + excluded.inactive
                        """.formatted(into.table("account_count")))
                .params(tenant, difference.active(), difference.inactive())
                .update();
    }

    private void register(Minute minute, int number, Build into) {
        jdbc.sql("""
                        insert into %s as r (tenant, minute, registered) values (?, cast(? as timestamptz), ?)
                        on conflict (tenant, minute) do update set registered = r.registered + excluded.registered
                        """.formatted(into.table("account_registrations")))
                .params(minute.tenant(), minute.start().toString(), number)
                .update();
    }
}
