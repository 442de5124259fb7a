package dev.tideline.events.tenancy;

import dev.tideline.events.EventContext;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

@AutoConfiguration
@ConditionalOnClass(DelegatingDataSource.class)
@ConditionalOnProperty("tideline.tenancy.rows")
class TenancyAutoConfiguration {

    @Bean
    static BeanPostProcessor tellTheDatabaseWhoseWorkItIs() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource connections ? new TenantDataSource(connections) : bean;
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayMigrationStrategy.class)
    static class Migrated {

        /** A migration is about all rows. */
        @Bean
        FlywayMigrationStrategy migrateAcrossTenants() {
            return flyway -> EventContext.acrossTenants(flyway::migrate);
        }
    }
}
