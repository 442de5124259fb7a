package dev.tideline.proving.ledger;

import dev.tideline.events.outbox.Outbox;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Posts to accounts. An account is locked from its new version to the commit, so that its versions are committed in their order. */
record Postings(JdbcClient jdbc, Outbox outbox, TransactionOperations transactions, Journal journal) {

    /**
     * Posts in one transaction; whatever it throws, the commit is in doubt.
     *
     * @param failures by account, in the order in which accounts are to be locked, of each posting
     */
    void post(SortedMap<String, List<Integer>> failures) {
        UUID transaction = UUID.randomUUID();
        transactions.executeWithoutResult(_ -> {
            List<Journal.Entry> entries = new ArrayList<>();
            failures.forEach((account, each) -> entries.addAll(post(account, each)));
            journal.trying(transaction, entries);
        });
        journal.committed(transaction, Instant.now());
    }

    /** Lets a reminder leave at that time, which may have passed. */
    void remind(String account, Instant due) {
        transactions.executeWithoutResult(_ -> {
            UUID reminder = UUID.randomUUID();
            jdbc.sql("insert into reminder (id, account, due) values (?, ?, ?)")
                    .params(reminder, account, due.atOffset(ZoneOffset.UTC))
                    .update();
            outbox.append(new Reminded(account, reminder), due);
        });
    }

    private List<Journal.Entry> post(String account, List<Integer> failures) {
        long version = jdbc.sql("""
                        insert into account (name, version) values (:name, :count)
                        on conflict (name) do update set version = account.version + :count
                        returning version
                        """)
                        .param("name", account)
                        .param("count", failures.size())
                        .query(Long.class)
                        .single()
                - failures.size();
        List<Journal.Entry> entries = new ArrayList<>();
        for (int failing : failures) {
            version++;
            Posted posted = new Posted(account, UUID.randomUUID(), failing);
            outbox.append(posted, version);
            entries.add(new Journal.Entry(posted.posting(), account, version, failing));
        }
        return entries;
    }
}
