package dev.tideline.bench.contender;

import dev.tideline.events.delivery.EventHandler;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The handlers of the library's contender, and when the transaction around them had committed. */
class Handle {

    /** An event of this key is refused for as long as somebody asks. */
    static final String REFUSED = "refused-";

    final JdbcTemplate jdbc;
    private final Track track;

    Handle(JdbcTemplate jdbc, Track track) {
        this.jdbc = jdbc;
        this.track = track;
    }

    static Handle as(String consumer, JdbcTemplate jdbc, Track track) {
        return switch (consumer) {
            case "none" -> new Handle(jdbc, track);
            case "list" -> new Lists(jdbc, track);
            case "each" -> new Each(jdbc, track);
            default -> throw new IllegalArgumentException("No such consumer: " + consumer);
        };
    }

    void afterCommit(List<Event> events) {
        Committed committed = (Committed) TransactionSynchronizationManager.getResource(this);
        if (committed == null) {
            committed = new Committed();
            TransactionSynchronizationManager.bindResource(this, committed);
            TransactionSynchronizationManager.registerSynchronization(committed);
        }
        committed.events.addAll(events);
    }

    private final class Committed implements TransactionSynchronization {

        private final List<Event> events = new ArrayList<>();

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(Handle.this);
            if (status == STATUS_COMMITTED) {
                track.handled(events);
            }
        }
    }

    /** One upsert a batch. */
    static final class Lists extends Handle {

        Lists(JdbcTemplate jdbc, Track track) {
            super(jdbc, track);
        }

        @EventHandler
        void on(List<Written> written) {
            List<Event> events = written.stream().map(Written::event).toList();
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                Sql.tally(connection, Tally.of(events));
                return true;
            });
            afterCommit(events);
        }
    }

    /** One upsert an event. */
    static final class Each extends Handle {

        Each(JdbcTemplate jdbc, Track track) {
            super(jdbc, track);
        }

        @EventHandler
        void on(Written written) {
            if (written.thing().startsWith(REFUSED)) {
                throw new IllegalStateException("Refused");
            }
            jdbc.update(Sql.TALLY_ONE, written.thing(), written.sequence());
            afterCommit(List.of(written.event()));
        }
    }
}
