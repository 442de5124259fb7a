package dev.tideline.bench.eventstore;

import dev.tideline.events.projection.Build;
import dev.tideline.events.projection.Projection;
import dev.tideline.events.store.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row for each account. */
final class ProjectBalances implements Projection {

    static final String NAME = "balances";

    private final JdbcClient jdbc;

    ProjectBalances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> types() {
        return Set.of("ledger.account.posted");
    }

    @Override
    public List<String> tables() {
        return List.of("balance");
    }

    @Override
    public void apply(List<StoredEvent> events, Build into) {
        Map<String, Balance> changes = new TreeMap<>();
        for (StoredEvent event : events) {
            Posted posted = (Posted) event.event().payload();
            changes.merge(
                    posted.account(),
                    new Balance(posted.amount(), 1),
                    (one, more) -> new Balance(one.amount() + more.amount(), one.postings() + more.postings()));
        }
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into %s as b (account, amount, postings) select * from unnest(:accounts, :amounts, :postings)
                        on conflict (account) do update set amount = b.amount + excluded.amount, postings = b.postings + excluded.postings
                        """.formatted(into.table("balance")))
                .param("accounts", changes.keySet().toArray(String[]::new))
                .param("amounts", changes.values().stream().map(Balance::amount).toArray(Long[]::new))
                .param(
                        "postings",
                        changes.values().stream().map(Balance::postings).toArray(Long[]::new))
                .update();
    }
}
