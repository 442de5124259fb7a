package dev.tideline.bench.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import javax.sql.DataSource;

/** The business tables, the same for everybody: a change before the event, an effect after it. */
final class Sql {

    static final String CHANGE = "insert into change (key, text) values (?, ?)";

    /** Of a batch, in which a key comes once. */
    static final String TALLY = """
            insert into tally (key, events, last) select * from unnest(?, ?, ?)
            on conflict (key) do update set events = tally.events + excluded.events, last = excluded.last
            """;

    static final String TALLY_ONE = """
            insert into tally (key, events, last) values (?, 1, ?)
            on conflict (key) do update set events = tally.events + 1, last = excluded.last
            """;

    private Sql() {}

    static void createTables(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists change (id bigint generated always as identity primary key,"
                    + " key text not null, text text not null)");
            statement.execute("create table if not exists tally (key text primary key, events bigint not null,"
                    + " last bigint not null)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void change(Connection connection, Event event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CHANGE)) {
            insert.setString(1, event.key());
            insert.setString(2, event.text());
            insert.executeUpdate();
        }
    }

    static void tally(Connection connection, Collection<Tally> tallies) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(TALLY)) {
            upsert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", tallies.stream().map(Tally::key).toArray()));
            upsert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", tallies.stream().map(Tally::events).toArray()));
            upsert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", tallies.stream().map(Tally::last).toArray()));
            upsert.executeUpdate();
        }
    }
}
