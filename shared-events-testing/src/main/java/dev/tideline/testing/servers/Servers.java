package dev.tideline.testing.servers;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One Postgres and one Kafka for all tests of a JVM, started by the first who asks and gone with the JVM. Tests share the data: they
 * tell their rows and records apart by id. A test that stops servers starts its own ({@link PostgresServer}, {@link KafkaServer}).
 */
public interface Servers {

    /** Embedded, or containers with the system property {@code infra=containers}. */
    static Servers shared() {
        return SharedServers.INSTANCE;
    }

    String jdbcUrl();

    String bootstrapServers();

    /** As superuser; services connect by {@link #jdbcUrl()} and their own role. */
    default Connection connect() throws SQLException {
        return SuiteDatabase.connect(jdbcUrl());
    }
}
