package dev.tideline.events.outbox;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.background.Recurring;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.util.function.SingletonSupplier;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnBean(JdbcTemplate.class)
@EnableConfigurationProperties(OutboxProperties.class)
class OutboxAutoConfiguration {

    @Bean
    Delayed delayedEvents(JdbcTemplate jdbc) {
        return new Delayed(jdbc);
    }

    @Bean
    @ConditionalOnMissingBean(Outbox.class)
    PostgresOutbox outbox(
            JdbcTemplate jdbc,
            Delayed delayed,
            Envelopes envelopes,
            EventCatalogue catalogue,
            CloudEventsJson json,
            OutboxProperties properties) {
        return new PostgresOutbox(new OutboxTable(jdbc), delayed, envelopes, catalogue, json, properties.maxPayload());
    }

    /** Looks for the outbox with the first transaction, and once: transaction managers ask for their listeners before anything else is there. */
    @Bean
    static TransactionExecutionListener tellOutboxOfTransactions(ObjectProvider<PostgresOutbox> outbox) {
        SingletonSupplier<PostgresOutbox> found = SingletonSupplier.ofNullable(outbox::getIfAvailable);
        return new TransactionExecutionListener() {
            @Override
            public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
                PostgresOutbox here = failure == null && !transaction.isReadOnly() ? found.get() : null;
                if (here != null) {
                    here.begun();
                }
            }
        };
    }

    @Bean
    @DependsOnDatabaseInitialization
    Recurring releaseDelayed(Delayed delayed, OutboxProperties properties) {
        Recurring release = new Recurring("outbox-release", properties.dueCheck(), delayed::release);
        delayed.onChange(release::wake);
        return release;
    }

    @Bean
    PruneOutbox pruneOutboxTable(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, OutboxProperties properties, Clock clock) {
        return new PruneOutbox(jdbc, transactions, properties, clock);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Recurring pruneOutbox(PruneOutbox prune, OutboxProperties properties) {
        return new Recurring("outbox-prune", properties.pruneCheck(), () -> {
            prune.run();
            return properties.pruneCheck();
        });
    }
}
