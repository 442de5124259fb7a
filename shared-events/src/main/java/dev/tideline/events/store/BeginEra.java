package dev.tideline.events.store;

import dev.tideline.events.EventContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Notices that the events come from a server that has counted its transactions further than this one, as after a restore into a new one,
 * and has epochs go on behind theirs. Nobody can append meanwhile.
 */
record BeginEra(JdbcClient jdbc, TransactionOperations transactions) implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(BeginEra.class);

    private static final String FOREIGN = """
            select coalesce((select max(epoch) from event), 0)
                >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint
            from event_era
            """;

    @Override
    public void afterPropertiesSet() {
        EventContext.acrossTenants(() -> {
            if (tablesAreThere() && isForeign()) {
                transactions.executeWithoutResult(_ -> begin());
            }
            return null;
        });
    }

    /** A service that keeps no events has none. */
    private boolean tablesAreThere() {
        return jdbc.sql("select to_regclass('event_era') is not null")
                .query(Boolean.class)
                .single();
    }

    private boolean isForeign() {
        return jdbc.sql(FOREIGN).query(Boolean.class).single();
    }

    private void begin() {
        jdbc.sql("lock table event, event_stream in share row exclusive mode").update();
        if (isForeign()) { // and no other instance was faster
            jdbc.sql("update event_era set base = (select max(epoch) from event)")
                    .update();
            jdbc.sql("select setval(pg_get_serial_sequence('event', 'sequence'), (select max(sequence) from event))")
                    .query(Long.class)
                    .single();
            log.warn(
                    "The events were numbered by another server, whose transactions had come further; new ones go on behind them");
        }
    }
}
