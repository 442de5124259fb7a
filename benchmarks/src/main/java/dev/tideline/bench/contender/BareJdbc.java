package dev.tideline.bench.contender;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Consumers without the library, each of which drops what came twice, in the same batches or record by record. */
final class BareJdbc implements Contender {

    private static final String INBOX = "create table if not exists bare_inbox (consumer text not null,"
            + " event_id uuid not null, handled_at timestamptz not null default now(), primary key (consumer, event_id))";

    private final HikariDataSource database;
    private final PlainConsumer consumer;

    private BareJdbc(Surroundings surroundings, Track track) {
        database = surroundings.connections();
        Sql.createTables(database);
        execute(INBOX);
        JsonMapper json = JsonMapper.builder().build();
        List<UUID> ids = new ArrayList<>();
        // The polls are read and written by one thread in turn.
        PlainConsumer.Reader reader = value -> {
            JsonNode event = json.readTree(value);
            ids.add(UUID.fromString(event.path("id").asString()));
            JsonNode data = event.path("data");
            return new Event(
                    data.path("thing").asString(),
                    data.path("sequence").asLong(),
                    data.path("text").asString());
        };
        PlainConsumer.Effects effects = switch (surroundings.consumer()) {
            case "batch" -> poll -> batch(database, surroundings.group(), ids, poll);
            case "record" -> poll -> oneByOne(database, surroundings.group(), ids, poll);
            default -> throw new IllegalArgumentException("No such consumer: " + surroundings.consumer());
        };
        consumer = PlainConsumer.start(surroundings, effects, track, reader);
    }

    static Contender start(Surroundings surroundings, Track track) {
        return new BareJdbc(surroundings, track);
    }

    private static void batch(DataSource database, String group, List<UUID> ids, List<Event> poll) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Set<UUID> first = claim(connection, group, ids);
            List<Event> unhandled = new ArrayList<>();
            for (int i = 0; i < poll.size(); i++) {
                if (first.remove(ids.get(i))) {
                    unhandled.add(poll.get(i));
                }
            }
            Sql.tally(connection, Tally.of(unhandled));
            connection.commit();
        }
        ids.clear();
    }

    private static Set<UUID> claim(Connection connection, String group, List<UUID> ids) throws SQLException {
        Set<UUID> first = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into bare_inbox (consumer, event_id) select ?, unnest(?) on conflict do nothing returning event_id")) {
            insert.setString(1, group);
            insert.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    first.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return first;
    }

    /** A transaction an event. */
    private static void oneByOne(DataSource database, String group, List<UUID> ids, List<Event> poll)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < poll.size(); i++) {
                if (claim(connection, group, List.of(ids.get(i))).size() == 1) {
                    try (PreparedStatement upsert = connection.prepareStatement(Sql.TALLY_ONE)) {
                        upsert.setString(1, poll.get(i).key());
                        upsert.setLong(2, poll.get(i).sequence());
                        upsert.executeUpdate();
                    }
                }
                connection.commit();
            }
        }
        ids.clear();
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String version() {
        return "pgjdbc " + Versions.of(org.postgresql.Driver.class);
    }

    @Override
    public void write(Event event, long version) {
        throw new UnsupportedOperationException("It only consumes");
    }

    @Override
    public void close() {
        consumer.close();
        database.close();
    }
}
