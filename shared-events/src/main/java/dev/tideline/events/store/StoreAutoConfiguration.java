package dev.tideline.events.store;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.outbox.Outbox;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Costs nothing where nobody appends; the tables are needed only then. */
@AutoConfiguration(
        afterName = {
            "dev.tideline.events.outbox.OutboxAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration"
        })
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean({JdbcClient.class, Outbox.class})
class StoreAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EventStore eventStore(JdbcClient jdbc, Envelopes envelopes, CloudEventsJson json, Outbox outbox) {
        return new PostgresEventStore(jdbc, new Envelop(envelopes), json, outbox);
    }

    @Bean
    @DependsOnDatabaseInitialization
    BeginEra beginEra(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new BeginEra(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    @ConditionalOnMissingBean
    Snapshots snapshots(JdbcClient jdbc) {
        return new PostgresSnapshots(jdbc);
    }
}
