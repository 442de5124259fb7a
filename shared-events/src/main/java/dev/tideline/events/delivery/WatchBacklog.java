package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts now and then what waits, by one statement, and remembers it: whoever asks for health or meters while the database is away is not
 * to wait for it.
 */
final class WatchBacklog implements Recurring.Work {

    static final Duration REST = Duration.ofSeconds(5);

    private static final int COUNTED = 100_000;

    private static final String COUNT = """
            select (select count(*) from fence where consumer = :consumer and state <> 'held') as retrying,
                   (select count(*) from fence where consumer = :consumer and state = 'held') as held,
                   (select count(*) from (select from parked where consumer = :consumer limit :most) found) as parked,
                   (select count(*) from (select from dead_letter where consumer = :consumer and state = 'dead' limit :most) found)
                       as dead_letters,
                   (select coalesce(sum(to_version - from_version + 1), 0)::bigint from inbox_gap where consumer = :consumer) as missing
            """;

    private final String consumer;
    private final JdbcClient jdbc;
    private volatile Backlog last = Backlog.NONE;

    WatchBacklog(String consumer, JdbcClient jdbc) {
        this.consumer = consumer;
        this.jdbc = jdbc;
    }

    /** As of the last look; nothing before the first, and where nothing is handled. */
    Backlog last() {
        return last;
    }

    @Override
    public Duration run() {
        last = jdbc.sql(COUNT)
                .param("consumer", consumer)
                .param("most", COUNTED)
                .query((row, _) -> new Backlog(
                        row.getLong("retrying"),
                        row.getLong("held"),
                        row.getLong("parked"),
                        row.getLong("dead_letters"),
                        row.getLong("missing")))
                .single();
        return REST;
    }
}
