package dev.tideline.events;

import dev.tideline.testing.servers.Servers;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables of a consumer, in the schema of notification-service, made once. */
public final class ConsumerSchema {

    private static final DataSource DATABASE = migrated();

    private ConsumerSchema() {}

    public static DataSource database() {
        return DATABASE;
    }

    private static DataSource migrated() {
        DataSource database =
                new DriverManagerDataSource(Servers.shared().jdbcUrl(), "notification_service", "notification_service");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/shared-events/inbox")
                .load()
                .migrate();
        return database;
    }
}
