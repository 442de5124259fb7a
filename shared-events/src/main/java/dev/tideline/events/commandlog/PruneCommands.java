package dev.tideline.events.commandlog;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes what is past the retention, in small transactions, and leaves alone what somebody else has just locked: any number of replicas may do
 * this at once, and no command waits for it.
 */
record PruneCommands(JdbcClient jdbc, Duration retention, Clock clock) {

    private static final Logger log = LoggerFactory.getLogger(PruneCommands.class);
    private static final int BATCH = 1_000;

    /** Returns how many it has deleted. */
    int run() {
        if (!serviceHasCommands()) {
            return 0;
        }
        Timestamp before = Timestamp.from(clock.instant().minus(retention));
        int deleted = 0;
        int batch;
        do {
            batch = delete(before);
            deleted += batch;
        } while (batch == BATCH);
        if (deleted > 0) {
            log.info("Deleted {} commands from before {}", deleted, before.toInstant());
        }
        return deleted;
    }

    private int delete(Timestamp before) {
        return jdbc.sql("""
                        delete from command where ctid = any (array(
                            select ctid from command where received_at < ? order by received_at limit ? for update skip locked))
                        """).params(before, BATCH).update();
    }

    private boolean serviceHasCommands() {
        return jdbc.sql("select to_regclass('command') is not null")
                .query(Boolean.class)
                .single();
    }
}
