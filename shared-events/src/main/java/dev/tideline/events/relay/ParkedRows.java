package dev.tideline.events.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that wait in the table {@code outbox_parked}. Over a session of its own, each step committed; only the leader writes here, and
 * a row that two leaders park is there once.
 */
final class ParkedRows implements AutoCloseable {

    private static final int PAGE = 500;
    private static final int PAGE_BYTES = 8 << 20;
    private static final int LONG_LOOK_SECONDS = 120;

    private final Source source;
    private final String table;
    private @Nullable Connection connection;

    ParkedRows(Source source) {
        this.source = source;
        this.table = source.schema() + ".outbox_parked";
    }

    /** Whose rows have to wait, in the order in which they began to. */
    Set<Line> lines() throws SQLException {
        Set<Line> lines = new LinkedHashSet<>();
        session().setNetworkTimeout(Runnable::run, LONG_LOOK_SECONDS * 1_000); // there may be very many
        try (PreparedStatement query = session()
                        .prepareStatement("select topic, message_key from " + table
                                + " where discarded_at is null group by 1, 2 order by min(position)");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                lines.add(new Line(rows.getString(1), rows.getString(2)));
            }
        }
        session().setNetworkTimeout(Runnable::run, Source.SILENCE_SECONDS * 1_000);
        return lines;
    }

    /** Rows with the reason each. One that is there already stays where and what it is. */
    void park(Map<OutboxRow, String> rows) throws SQLException {
        try (PreparedStatement insert = session()
                .prepareStatement("insert into " + table
                        + " (id, type, topic, message_key, aggregateversion, traceparent, payload, headers, kafka_partition, reason)"
                        + " values (?::uuid, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (id) do nothing")) {
            for (var each : rows.entrySet()) {
                OutboxRow row = each.getKey();
                insert.setString(1, row.id());
                insert.setString(2, row.type());
                insert.setString(3, row.topic());
                insert.setString(4, row.key());
                insert.setObject(5, row.aggregateVersion());
                insert.setString(6, row.traceparent());
                insert.setBytes(7, row.payload());
                insert.setString(8, row.headers());
                insert.setObject(9, row.partition());
                insert.setString(10, each.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The first of those that wait in a line, as many as fit into memory well; empty if none does. */
    List<OutboxRow> first(Line line) throws SQLException {
        List<OutboxRow> found = new ArrayList<>();
        try (PreparedStatement query =
                session().prepareStatement("""
                select %s from (
                    select *, sum(coalesce(octet_length(payload), 0)) over (
                        order by position rows between unbounded preceding and 1 preceding) as bytes_before
                    from (
                        select * from %s where topic = ? and message_key = ? and discarded_at is null
                        order by position limit %d) page) sized
                where bytes_before is null or bytes_before < %d
                order by position
                """.formatted(OutboxRow.COLUMNS, table, PAGE, PAGE_BYTES))) {
            query.setString(1, line.topic());
            query.setString(2, line.key());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(OutboxRow.of(rows));
                }
            }
        }
        return found;
    }

    void published(List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement delete =
                session().prepareStatement("delete from " + table + " where id = ?::uuid and discarded_at is null")) {
            for (OutboxRow row : rows) {
                delete.setString(1, row.id());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    void refusedAgain(OutboxRow row, String reason) throws SQLException {
        try (PreparedStatement update = session()
                .prepareStatement("update " + table + " set reason = ?, attempts = attempts + 1 where id = ?::uuid")) {
            update.setString(1, reason);
            update.setString(2, row.id());
            update.executeUpdate();
        }
    }

    /** Whether an operator asked for a try; that is forgotten with the answer. */
    boolean retryRequested() throws SQLException {
        try (PreparedStatement update =
                session().prepareStatement("update " + table + " set retry_requested = false where retry_requested")) {
            return update.executeUpdate() > 0;
        }
    }

    /** Of these, the ones that an operator gave up. */
    Set<String> discarded(Set<String> ids) throws SQLException {
        Set<String> found = new HashSet<>();
        Connection session = session();
        try (PreparedStatement query = session.prepareStatement(
                "select id from " + table + " where id = any (?) and discarded_at is not null")) {
            query.setArray(1, session.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private Connection session() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = source.connect();
            connection = open;
        }
        return open;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
