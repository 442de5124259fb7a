package dev.tideline.events.delivery;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.background.Recurring;
import dev.tideline.events.inbox.Gaps;
import dev.tideline.events.inbox.Inbox;
import dev.tideline.events.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@AutoConfiguration(
        afterName = {
            "dev.tideline.events.inbox.InboxAutoConfiguration",
            "dev.tideline.events.outbox.OutboxAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean({Inbox.class, Outbox.class, ConsumerFactory.class})
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryAutoConfiguration {

    private static final String GROUP = "${spring.application.name}";

    @Bean
    Handlers eventHandlers(ListableBeanFactory beans, ObjectProvider<Receiver> receivers, EventCatalogue catalogue) {
        return Handlers.of(beans, receivers.orderedStream().toList(), catalogue);
    }

    @Bean
    Counts deliveryCounts() {
        return new Counts();
    }

    @Bean
    Fences fences(@Value(GROUP) String group, JdbcClient jdbc, DeliveryProperties properties) {
        return new Fences(group, jdbc, properties.longestSilence());
    }

    @Bean
    RetryTopics retryTopics(
            @Value(GROUP) String group,
            @Value("${tideline.outbox.max-payload:900KB}") DataSize maxPayload,
            Handlers handlers,
            DeliveryProperties properties,
            Outbox outbox) {
        return new RetryTopics(group, handlers.topics(), properties.attempts(), maxPayload, outbox);
    }

    @Bean
    ReadRecord readRecord(Handlers handlers, CloudEventsJson json) {
        return new ReadRecord(handlers, json);
    }

    @Bean
    DeadLetters deadLetters(
            @Value(GROUP) String group, JdbcClient jdbc, ReadRecord read, RetryTopics topics, Clock clock) {
        return new DeadLetters(group, jdbc, read, topics, clock);
    }

    @Bean
    @Conditional(OnEventHandlers.class)
    Replay replay(
            @Value(GROUP) String group,
            DeadLetters deadLetters,
            ReadRecord read,
            Inbox inbox,
            Fences fences,
            RetryTopics topics,
            Clock clock,
            DeliveryProperties properties) {
        return new Replay(group, deadLetters, read, inbox, fences, topics, clock, properties.maxReplays());
    }

    @Bean
    Subscription subscription(
            @Value(GROUP) String group,
            Handlers handlers,
            Inbox inbox,
            JdbcClient jdbc,
            ReadRecord read,
            PlatformTransactionManager transactions,
            ConsumerFactory<?, ?> consumers,
            KafkaAdmin admin,
            Fences fences,
            RetryTopics topics,
            DeadLetters deadLetters,
            Clock clock,
            Counts counts,
            WatchBacklog watch,
            DeliveryProperties properties) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        Attempts attempts = new Attempts(transaction, jdbc);
        Backoff backoff = new Backoff(
                properties.attempts(), properties.firstRetry(), properties.lastRetry(), RandomGenerator.getDefault());
        AfterFailure afterFailure = new AfterFailure(read, fences, topics, deadLetters, backoff, clock, counts);
        TryAgain tryAgain = new TryAgain(read, fences, deadLetters, afterFailure, attempts, counts);
        return new Subscription(
                group,
                handlers.topics(),
                topics.retries(),
                () -> new DeliverLive(
                        group,
                        read,
                        inbox,
                        new Tenures(group, jdbc, attempts, properties.longestSilence()),
                        fences,
                        afterFailure,
                        attempts,
                        counts),
                tryAgain,
                List.of(
                        new Recurring(
                                group + "-sweep",
                                properties.sweep(),
                                new SweepOverdue(fences, tryAgain, properties.sweep())),
                        new Recurring(
                                group + "-replays",
                                EnterReplays.REST,
                                new EnterReplays(read, fences, topics, deadLetters, attempts, clock)),
                        new Recurring(
                                group + "-topics",
                                PrepareTopics.REST,
                                new PrepareTopics(topics, admin.getConfigurationProperties(), properties)),
                        new Recurring(group + "-backlog", WatchBacklog.REST, watch)),
                consumers,
                properties);
    }

    @Bean
    WatchBacklog watchBacklog(@Value(GROUP) String group, JdbcClient jdbc) {
        return new WatchBacklog(group, jdbc);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Observed {

        @Bean
        DeliveryHealth deliveryHealthIndicator(Subscription subscription, WatchBacklog watch) {
            return new DeliveryHealth(subscription, watch);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Measured {

        @Bean
        MeterBinder deliveryMetrics(Counts counts, WatchBacklog watch, Gaps gaps) {
            return new DeliveryMetrics(counts, watch, gaps);
        }
    }
}
