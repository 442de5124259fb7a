package dev.tideline.events.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure there is a slot, and that no event falls before it. Where there is none, at the very first start or because it was dropped
 * or fell too far behind, the log does not tell what was missed; the table does: every row that it still has is published (again), and
 * consumers drop what they know.
 *
 * <p>The slot is made under another name first and takes its own name when all that is done. If we die in between, the next leader
 * drops what is there under the first name, and begins anew unless the slot stands.
 */
final class EnsureSlot {

    private static final Logger log = LoggerFactory.getLogger(EnsureSlot.class);
    private static final int BATCH = 1_000;
    private static final int BATCH_BYTES = 8 << 20;
    private static final int FETCHED = 50; // rows, of any size

    private final Source source;
    private final Publisher publisher;

    EnsureSlot(Source source, Publisher publisher) {
        this.source = source;
        this.publisher = publisher;
    }

    /** Over the session that leads: if that ends, so does this, before another leader begins. */
    void run(Connection session) throws SQLException, InterruptedException {
        String unfinished = source.slot() + "_new";
        drop(session, unfinished); // also where ours stands: it would keep the log for ever
        if (stands(session)) {
            return;
        }
        session.setNetworkTimeout(Runnable::run, 0); // making a slot waits for the transactions that are open
        drop(session, source.slot());
        call(session, "select pg_create_logical_replication_slot(?, 'pgoutput')", unfinished);
        long rows = publishTable(session);
        call(session, "select pg_copy_logical_replication_slot(?, ?)", unfinished, source.slot());
        call(session, "select pg_drop_replication_slot(?)", unfinished);
        session.setNetworkTimeout(Runnable::run, Source.SILENCE_SECONDS * 1_000);
        log.info("Created slot {}; published {} events that were in the table before", source.slot(), rows);
    }

    /**
     * Whether there is a slot, one of our making. The engine makes one by itself where it finds none, when it starts or even later, and
     * knows nothing of what was committed before. It is told to mark such a slot for failover, which ours are not.
     */
    boolean stands(Connection session) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("""
                select database = current_database(),
                    wal_status is distinct from 'lost' and confirmed_flush_lsn is not null
                        and to_jsonb(slot) ->> 'failover' is distinct from 'true',
                    database
                from pg_replication_slots slot where slot_name = ?
                """)) {
            query.setString(1, source.slot());
            try (ResultSet slot = query.executeQuery()) {
                if (!slot.next()) {
                    return false;
                }
                if (!slot.getBoolean(1)) {
                    throw new IllegalStateException("The slot " + source.slot() + " belongs to the database "
                            + slot.getString(3) + " of this server; slots are named once a server");
                }
                return slot.getBoolean(2);
            }
        }
    }

    /** Each aggregate's events in their order; between aggregates there is none to keep. */
    private long publishTable(Connection session) throws SQLException, InterruptedException {
        session.setAutoCommit(false); // else the driver reads the whole table at once
        long count = 0;
        try (Statement statement = session.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery("select " + OutboxRow.COLUMNS + " from " + source.table()
                    + " where not exists (select from " + source.schema()
                    + ".outbox_parked parked where parked.id = outbox.id and discarded_at is not null)"
                    + " order by aggregatetype, aggregateid, aggregateversion, created_at, id")) {
                List<OutboxRow> batch = new ArrayList<>(BATCH);
                long bytes = 0;
                while (rows.next()) {
                    OutboxRow row = OutboxRow.of(rows);
                    batch.add(row);
                    byte[] payload = row.payload();
                    bytes += payload == null ? 0 : payload.length;
                    if (batch.size() == BATCH || bytes >= BATCH_BYTES) {
                        publisher.publish(batch);
                        batch.clear();
                        bytes = 0;
                    }
                    count++;
                }
                publisher.publish(batch);
            }
        } finally {
            session.rollback();
            session.setAutoCommit(true);
        }
        return count;
    }

    private static void drop(Connection session, String slot) throws SQLException {
        call(session, """
                select pg_drop_replication_slot(slot_name) from pg_replication_slots
                where slot_name = ? and database = current_database()
                """, slot);
    }

    private static void call(Connection session, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
