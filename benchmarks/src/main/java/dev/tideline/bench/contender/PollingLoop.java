package dev.tideline.bench.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Polling in its best case: one thread on a table with a position, fresh, without a second reader and without a thought for the gaps
 * that open transactions leave in the sequence.
 */
final class PollingLoop implements CarrierThread.Loop {

    private static final int BATCH = 1_000;

    private final Surroundings surroundings;
    private final DataSource database;

    PollingLoop(Surroundings surroundings, DataSource database) {
        this.surroundings = surroundings;
        this.database = database;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table polled (position bigint generated always as identity primary key,"
                    + " id uuid not null, type text not null, topic text not null, message_key text not null,"
                    + " payload bytea not null)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run(BooleanSupplier running) throws SQLException {
        try (Batches batches = new Batches(surroundings);
                Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select position, id, type, topic, message_key, payload from polled order by position limit "
                                + BATCH);
                PreparedStatement delete = connection.prepareStatement("delete from polled where position <= ?")) {
            while (running.getAsBoolean()) {
                if (!poll(select, delete, batches)) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            }
        }
    }

    private static boolean poll(PreparedStatement select, PreparedStatement delete, Batches batches)
            throws SQLException {
        long last = -1;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                last = rows.getLong("position");
                batches.send(
                        rows.getString("topic"),
                        rows.getString("message_key"),
                        rows.getString("id"),
                        rows.getString("type"),
                        rows.getBytes("payload"));
            }
        }
        if (last < 0) {
            return false;
        }
        batches.acknowledged();
        delete.setLong(1, last);
        delete.executeUpdate();
        return true;
    }
}
