package dev.tideline.testing.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;

/** The one database of the suite, with the schemas and roles of {@code postgres/init.sql}, brought up to date whenever that file has changed. */
final class SuiteDatabase {
    static final String NAME = "tideline";
    static final String SUPERUSER = "postgres";

    private SuiteDatabase() {}

    static void prepare(int port) throws SQLException {
        try (var connection = connect(url(port, "postgres"));
                var statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select from pg_database where datname = '" + NAME + "'")
                    .next()) {
                statement.execute("create database " + NAME);
            }
        }
        prepare(url(port, NAME));
    }

    // The script and the note of which it was commit together, so that a kill in between leaves neither.
    static void prepare(String url) throws SQLException {
        var script = script();
        var done = "init.sql " + checksum(script);
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var note = statement.executeQuery("select from pg_database where datname = current_database()"
                    + " and shobj_description(oid, 'pg_database') = '" + done + "'");
            if (!note.next()) {
                statement.execute(script);
                statement.execute("comment on database " + NAME + " is '" + done + "'");
            }
            connection.commit();
        }
    }

    private static String checksum(String script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, SUPERUSER);
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    private static String script() {
        try (InputStream script = SuiteDatabase.class.getResourceAsStream("/postgres/init.sql")) {
            if (script == null) {
                throw new IllegalStateException("postgres/init.sql is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
