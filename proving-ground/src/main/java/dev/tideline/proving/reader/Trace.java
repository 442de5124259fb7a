package dev.tideline.proving.reader;

import dev.tideline.events.EventMetadata;
import dev.tideline.events.delivery.EventHandler;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Leaves a row for each posting it handled.
 *
 * @param apart a transaction of its own, in which attempts are counted, so that neither the handler's failure nor a kill forgets them
 */
record Trace(JdbcClient jdbc, TransactionOperations apart, String replica) {

    @EventHandler
    void on(Posted event, EventMetadata metadata) {
        if (event.failures() != 0 && isToFail(event)) {
            throw new IllegalStateException("Posting " + event.posting() + " is to fail");
        }
        jdbc.sql("insert into effect (posting, account, version, replica) values (?, ?, ?, ?)")
                .params(event.posting(), event.account(), Objects.requireNonNull(metadata.aggregateVersion()), replica)
                .update();
    }

    @EventHandler
    void on(Reminded event) {
        jdbc.sql("insert into reminded (reminder, account) values (?, ?)")
                .params(event.reminder(), event.account())
                .update();
    }

    private boolean isToFail(Posted event) {
        Long attempts = apart.execute(_ -> {
            jdbc.sql("insert into attempt (posting, replica) values (?, ?)")
                    .params(event.posting(), replica)
                    .update();
            return jdbc.sql("select count(*) from attempt where posting = ?")
                    .param(event.posting())
                    .query(Long.class)
                    .single();
        });
        return event.failures() < 0 || attempts == null || attempts <= event.failures();
    }
}
