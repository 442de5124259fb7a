package dev.tideline.events.relay;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outbox to read, and how to reach it.
 *
 * @param url as for JDBC, with one host
 * @param schema also names the slot and the publication, {@code <schema>_outbox}
 */
record Source(String url, String username, String password, String schema) {

    private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&]+)");

    Source {
        if (!url.startsWith("jdbc:postgresql://")
                || URI.create(url.substring(5)).getHost() == null) {
            throw new IllegalArgumentException(
                    "The relay needs a URL jdbc:postgresql://host:port/database, not " + url);
        }
    }

    String slot() {
        return schema + "_outbox";
    }

    String table() {
        return schema + ".outbox";
    }

    String host() {
        return server().getHost();
    }

    String port() {
        return Integer.toString(server().getPort() < 0 ? 5432 : server().getPort());
    }

    String database() {
        return server().getPath().substring(1);
    }

    String sslMode() {
        Matcher mode = SSL_MODE.matcher(url);
        return mode.find() ? mode.group(1) : "prefer";
    }

    /** A server that says nothing for that long is taken for gone. */
    static final int SILENCE_SECONDS = 10;

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "relay " + slot() + " of " + PROCESS);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // So the server notices within seconds that this host has vanished, and lets go of the lock.
        properties.setProperty(
                "options", "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3");
        properties.setProperty("prepareThreshold", "0"); // a plan made while a table was empty would stay
        return DriverManager.getConnection(url, properties);
    }

    private static final String PROCESS = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "localhost") + "/"
            + ProcessHandle.current().pid();

    private URI server() {
        return URI.create(url.substring("jdbc:".length()));
    }
}
