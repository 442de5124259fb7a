package dev.tideline.events.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofMillis(20);
    private static final int FETCHED = 50; // rows, of any size
    private static final int HEALING_MILLIS = 600_000; // a table is sorted before its first row comes

    /**
     * How the slot is.
     *
     * @param stands whether it tells of all that is committed
     * @param read whether somebody is connected to it
     */
    record Standing(boolean stands, boolean read) {}

    private final Source source;
    private final Publisher publisher;
    private final AtomicReference<String> trouble;

    /** @param trouble says so while it waits for others */
    EnsureSlot(Source source, Publisher publisher, AtomicReference<String> trouble) {
        this.source = source;
        this.publisher = publisher;
        this.trouble = trouble;
    }

    /** Over the session that leads: if that ends, so does this, before another leader begins. */
    void run(Connection session) throws SQLException, InterruptedException {
        String unfinished = source.slot() + "_new";
        drop(session, unfinished); // also where ours stands: it would keep the log for ever
        if (!published(session)) {
            drop(session, source.slot()); // it may have passed over rows; who makes the next publishes them
            throw new IllegalStateException(
                    "There is no publication %s that publishes inserts into %s via the root: make it as the first migration of the outbox does"
                            .formatted(source.slot(), source.table()));
        }
        if (look(session).stands()) {
            return;
        }
        drop(session, source.slot());
        trouble.set("Makes slot " + unfinished + ", which waits for the transactions that are open");
        try {
            session.setNetworkTimeout(Runnable::run, 0);
            call(session, "select pg_create_logical_replication_slot(?, 'pgoutput')", unfinished);
            session.setNetworkTimeout(Runnable::run, HEALING_MILLIS);
        } finally {
            trouble.set("");
        }
        settle(session);
        long rows = publishTable(session);
        call(session, "select pg_copy_logical_replication_slot(?, ?)", unfinished, source.slot());
        call(session, "select pg_drop_replication_slot(?)", unfinished);
        session.setNetworkTimeout(Runnable::run, Source.SILENCE_SECONDS * 1_000);
        log.info("Created slot {}; published {} events that were in the table before", source.slot(), rows);
    }

    /**
     * Whether there is a slot, one of our making, and a publication. The engine makes one by itself where it finds none, when it starts or even later, and
     * knows nothing of what was committed before. It is told to mark such a slot for failover, which ours are not.
     */
    Standing look(Connection session) throws SQLException {
        if (!published(session)) {
            return new Standing(false, false);
        }
        try (PreparedStatement query = session.prepareStatement("""
                select database = current_database(),
                    wal_status is distinct from 'lost' and confirmed_flush_lsn is not null
                        and to_jsonb(slot) ->> 'failover' is distinct from 'true',
                    database, active
                from pg_replication_slots slot where slot_name = ?
                """)) {
            query.setString(1, source.slot());
            try (ResultSet slot = query.executeQuery()) {
                if (!slot.next()) {
                    return new Standing(false, false);
                }
                if (!slot.getBoolean(1)) {
                    throw new IllegalStateException("The slot " + source.slot() + " belongs to the database "
                            + slot.getString(3) + " of this server; slots are named once a server");
                }
                return new Standing(slot.getBoolean(2), slot.getBoolean(4));
            }
        }
    }

    /** Whether the log tells of the table. Where it does not, a slot passes over its rows in silence. */
    private boolean published(Connection session) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("""
                select from pg_publication p join pg_publication_tables t using (pubname)
                where pubname = ? and schemaname = ? and tablename = 'outbox' and pubinsert and pubviaroot
                """)) {
            query.setString(1, source.slot());
            query.setString(2, source.schema());
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /**
     * Waits for the transactions that were in progress when the slot was made. One whose commit the slot left behind may not be visible
     * yet, and neither the slot nor the table would tell of it.
     */
    private void settle(Connection session) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement next = session.prepareStatement("select pg_snapshot_xmax(pg_current_snapshot())::text");
                PreparedStatement over =
                        session.prepareStatement("select pg_snapshot_xmin(pg_current_snapshot()) >= ?::xid8")) {
            over.setString(1, scalar(next));
            while (!"t".equals(scalar(over))) {
                if (System.nanoTime() > deadline) {
                    log.warn(
                            "Transactions that are older than what slot {} is read from are still open after {}; goes on without them",
                            source.slot(),
                            PATIENCE);
                    return;
                }
                Thread.sleep(SETTLING);
            }
        }
    }

    /**
     * The events of each topic and key in their order; between keys there is none to keep. Of an aggregate the versions tell the order,
     * whatever the clock said: an event stands no earlier than those of lower versions.
     */
    private long publishTable(Connection session) throws SQLException, InterruptedException {
        session.setAutoCommit(false); // else the driver reads the whole table at once
        long count = 0;
        try (Statement statement = session.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows =
                    statement.executeQuery("""
                    select %s from (
                        select *, case when aggregateversion is null then created_at else max(created_at) over (
                            partition by topic, message_key, aggregatetype, aggregateid, aggregateversion is null
                            order by aggregateversion rows unbounded preceding) end as moment
                        from %s outbox
                        where not exists (select from %s.outbox_parked parked
                            where parked.id = outbox.id and discarded_at is not null)) kept
                    order by topic, message_key, moment, aggregateversion, created_at, id
                    """.formatted(OutboxRow.COLUMNS, source.table(), source.schema()))) {
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

    private static @Nullable String scalar(PreparedStatement query) throws SQLException {
        try (ResultSet result = query.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
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
