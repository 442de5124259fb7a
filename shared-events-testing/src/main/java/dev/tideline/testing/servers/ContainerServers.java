package dev.tideline.testing.servers;

import java.sql.SQLException;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Testcontainers' reaper removes both when the JVM has ended. */
record ContainerServers(PostgreSQLContainer postgres, KafkaContainer kafka) implements Servers {

    static ContainerServers start() {
        var servers = new ContainerServers(postgresContainer(), kafkaContainer());
        Startables.deepStart(servers.postgres, servers.kafka).join();
        try {
            SuiteDatabase.prepare(servers.jdbcUrl());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare the database at " + servers.jdbcUrl(), e);
        }
        return servers;
    }

    @Override
    public String jdbcUrl() {
        return postgres.getJdbcUrl();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @SuppressWarnings("resource") // the record keeps it
    private static PostgreSQLContainer postgresContainer() {
        return new PostgreSQLContainer("postgres:18")
                .withDatabaseName(SuiteDatabase.NAME)
                .withUsername(SuiteDatabase.SUPERUSER)
                .withPassword(SuiteDatabase.SUPERUSER)
                .withCommand(
                        "postgres",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "max_wal_senders=20",
                        "-c",
                        "max_replication_slots=20",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "fsync=off");
    }

    private static KafkaContainer kafkaContainer() {
        var container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion());
        BrokerSettings.all().forEach((name, value) -> container.withEnv(environmentName(name), value));
        return container;
    }

    static String environmentName(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
