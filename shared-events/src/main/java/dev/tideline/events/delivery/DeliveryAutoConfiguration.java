package dev.tideline.events.delivery;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.inbox.Inbox;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfiguration(
        afterName = {
            "dev.tideline.events.inbox.InboxAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean({Inbox.class, ConsumerFactory.class})
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryAutoConfiguration {

    @Bean
    Subscription subscription(
            @Value("${spring.application.name}") String group,
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            Inbox inbox,
            JdbcClient jdbc,
            CloudEventsJson json,
            PlatformTransactionManager transactions,
            ConsumerFactory<?, ?> consumers,
            DeliveryProperties properties) {
        Handlers handlers = Handlers.of(beans, catalogue);
        DeliverBatch deliver = new DeliverBatch(
                group, handlers, inbox, new DeadLetters(jdbc), json, new TransactionTemplate(transactions));
        return new Subscription(group, handlers.topics(), deliver, consumers.getConfigurationProperties(), properties);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Observed {

        @Bean
        DeliveryHealth deliveryHealthIndicator(Subscription subscription) {
            return new DeliveryHealth(subscription);
        }
    }
}
