package dev.tideline.user.account;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many accounts there are. */
@Repository
class Statistics {

    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Statistics(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param lastDay registered in the last 24 hours, counted in whole minutes */
    record Counts(long total, long active, long inactive, long lastDay) {}

    Counts of(String tenant) {
        return jdbc.sql("""
                        select coalesce(sum(active), 0) as active, coalesce(sum(inactive), 0) as inactive, (
                            select coalesce(sum(registered), 0) from account_registrations where tenant = :tenant and minute > :since
                        ) as last_day
                        from account_count where tenant = :tenant
                        """)
                .param("tenant", tenant)
                .param("since", clock.instant().minus(DAY).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Counts(
                        row.getLong("active") + row.getLong("inactive"),
                        row.getLong("active"),
                        row.getLong("inactive"),
                        row.getLong("last_day")))
                .single();
    }
}
