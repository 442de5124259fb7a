package dev.tideline.events.inbox;

import dev.tideline.events.background.Recurring;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(InboxProperties.class)
class InboxAutoConfiguration {

    @Bean
    Gaps inboxGaps(JdbcClient jdbc) {
        return new Gaps(jdbc);
    }

    @Bean
    @ConditionalOnMissingBean(Inbox.class)
    PostgresInbox inbox(JdbcClient jdbc, Gaps gaps, Clock clock, InboxProperties properties) {
        return new PostgresInbox(jdbc, gaps, clock, properties.retention());
    }

    @Bean
    Recurring pruneInbox(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock, InboxProperties properties) {
        PruneInbox prune = new PruneInbox(jdbc, transactions, properties.retention(), clock);
        return new Recurring("inbox-prune", properties.prune(), () -> {
            prune.run();
            return properties.prune();
        });
    }
}
