package dev.tideline.events.inbox;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

final class PostgresInbox implements Inbox {

    private final JdbcClient jdbc;

    PostgresInbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> claim(String consumer, Collection<UUID> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("Events are claimed in the transaction that writes their effects");
        }
        // Sorted, so that two batches with the same events wait for each other and do not deadlock.
        UUID[] ids = events.stream().distinct().sorted().toArray(UUID[]::new);
        return jdbc.sql("""
                        insert into inbox (consumer, event_id) select :consumer, unnest(:ids)
                        on conflict do nothing returning event_id
                        """)
                .param("consumer", consumer)
                .param("ids", ids)
                .query((row, _) -> row.getObject(1, UUID.class))
                .set();
    }
}
