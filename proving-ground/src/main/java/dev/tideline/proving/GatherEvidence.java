package dev.tideline.proving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tideline.proving.check.Effect;
import dev.tideline.proving.check.Evidence;
import dev.tideline.testing.servers.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads, when all is at rest, what a run has left in the database. */
record GatherEvidence(PostgresServer postgres, Journals journals) {

    private static final Pattern POSTING = Pattern.compile("\"posting\"\\s*:\\s*\"([-0-9a-f]{36})\"");

    /** @param poison what was put on the topic and is no event, as hex digits */
    Evidence of(String run, Set<String> poison) throws IOException, SQLException {
        try (Connection connection = postgres.connect()) {
            return new Evidence(
                    journals.postings(),
                    versions(connection, run),
                    effects(connection, run),
                    poison,
                    deadLetters(connection));
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

    private static List<String> deadLetters(Connection connection) throws SQLException {
        List<String> dead = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select payload from users.dead_letter");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                byte[] payload = rows.getBytes(1);
                Matcher posting = POSTING.matcher(new String(payload, ISO_8859_1));
                dead.add(posting.find() ? posting.group(1) : HexFormat.of().formatHex(payload));
            }
        }
        return dead;
    }
}
