package dev.tideline.proving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toSet;

import dev.tideline.proving.check.Effect;
import dev.tideline.proving.check.Evidence;
import dev.tideline.proving.check.Reminder;
import dev.tideline.testing.servers.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads, when all is at rest, what a run has left in the database. */
record GatherEvidence(PostgresServer postgres, Journals journals, Meddler meddler) {

    private static final Pattern POSTING = Pattern.compile("\"posting\"\\s*:\\s*\"([-0-9a-f]{36})\"");

    Evidence of(String run) throws IOException, SQLException, InterruptedException {
        try (Connection connection = postgres.connect()) {
            return new Evidence(
                    journals.postings(),
                    versions(connection, run),
                    effects(connection, run),
                    meddler.poison(),
                    deadLetters(connection),
                    meddler.deadLetters().stream().map(GatherEvidence::named).collect(toSet()),
                    reminders(connection, run),
                    gaps(connection, run));
        }
    }

    /** How many of the run's postings have been handled so far. */
    int effects(String run) throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select count(*) from users.effect where starts_with(account, ?)")) {
            query.setString(1, run + "-");
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static Map<String, Long> versions(Connection connection, String run) throws SQLException {
        Map<String, Long> versions = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select name, version from todo.account where starts_with(name, ?)")) {
            query.setString(1, run + "-");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return versions;
    }

    private static List<Effect> effects(Connection connection, String run) throws SQLException {
        List<Effect> effects = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select position, posting, account, version, handled_at from users.effect
                where starts_with(account, ?) order by position
                """)) {
            query.setString(1, run + "-");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    effects.add(new Effect(
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getLong(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
            }
        }
        return effects;
    }

    private static List<Reminder> reminders(Connection connection, String run) throws SQLException {
        Map<UUID, Reminder> reminders = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select id, due, handled_at from todo.reminder left join users.reminded on reminder = id
                where starts_with(todo.reminder.account, ?) order by handled_at
                """)) {
            query.setString(1, run + "-");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    Instant due = rows.getObject(2, OffsetDateTime.class).toInstant();
                    OffsetDateTime handled = rows.getObject(3, OffsetDateTime.class);
                    Reminder reminder = reminders.computeIfAbsent(id, _ -> new Reminder(id, due, new ArrayList<>()));
                    if (handled != null) {
                        reminder.handled().add(handled.toInstant());
                    }
                }
            }
        }
        return List.copyOf(reminders.values());
    }

    private static List<String> deadLetters(Connection connection) throws SQLException {
        List<String> dead = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select payload from users.dead_letter");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                dead.add(named(rows.getBytes(1)));
            }
        }
        return dead;
    }

    private static String named(byte[] payload) {
        Matcher posting = POSTING.matcher(new String(payload, ISO_8859_1));
        return posting.find() ? posting.group(1) : HexFormat.of().formatHex(payload);
    }

    private static List<String> gaps(Connection connection, String run) throws SQLException {
        List<String> gaps = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select lane || ', ' || from_version || ' to ' || to_version from users.inbox_gap where starts_with(lane, ?)")) {
            query.setString(1, "account:" + run + "-");
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    gaps.add(rows.getString(1));
                }
            }
        }
        return gaps;
    }
}
