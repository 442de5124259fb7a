package dev.tideline.events.inbox;

import dev.tideline.events.inbox.Arrival.Version;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alarm about versions that did not come when they should have, and the list of those still missing. */
public final class Gaps {

    private static final Logger log = LoggerFactory.getLogger(Gaps.class);

    private final JdbcClient jdbc;
    private final AtomicLong noticed = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();

    Gaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Versions {@code from} up to the one before this are missing. */
    void open(String consumer, Version next, long from) {
        noticed.incrementAndGet();
        log.error(
                "Events are missing: {} of {} has come, {} to {} have not",
                next.number(),
                next.lane() + " on " + next.topic(),
                from,
                next.number() - 1);
        jdbc.sql("""
                        insert into inbox_gap (consumer, topic, lane, from_version, to_version) values (?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(consumer, next.topic(), next.lane(), from, next.number() - 1)
                .update();
    }

    /** Whether this version was missing; if so, it no longer is. */
    boolean close(String consumer, Version late) {
        List<Gap> hit = jdbc.sql("""
                        delete from inbox_gap where consumer = ? and topic = ? and lane = ? and ? between from_version and to_version
                        returning from_version, to_version, noticed_at
                        """)
                .params(consumer, late.topic(), late.lane(), late.number())
                .query((row, _) -> new Gap(row.getLong(1), row.getLong(2), row.getObject(3)))
                .list();
        for (Gap gap : hit) {
            if (gap.from < late.number()) {
                keep(consumer, late, gap.from, late.number() - 1, gap.noticedAt);
            }
            if (gap.to > late.number()) {
                keep(consumer, late, late.number() + 1, gap.to, gap.noticedAt);
            }
            log.info("A missing event has come: {} of {} on {}", late.number(), late.lane(), late.topic());
        }
        return !hit.isEmpty();
    }

    /** A version came under two ids: its publisher has lost its memory, or counts wrongly. Both are handled. */
    void repeated(String consumer, Version version, UUID event) {
        repeated.incrementAndGet();
        log.error(
                "{} received version {} of {} on {} a second time, as a different event: {}",
                consumer,
                version.number(),
                version.lane(),
                version.topic(),
                event);
    }

    /** Times that versions were skipped, since the start. */
    public long noticed() {
        return noticed.get();
    }

    /** Versions that came a second time as another event, since the start. */
    public long repeated() {
        return repeated.get();
    }

    private void keep(String consumer, Version late, long from, long to, Object noticedAt) {
        jdbc.sql("""
                        insert into inbox_gap (consumer, topic, lane, from_version, to_version, noticed_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(consumer, late.topic(), late.lane(), from, to, noticedAt)
                .update();
    }

    private record Gap(long from, long to, Object noticedAt) {}
}
