package dev.tideline.events.requests;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Command;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.Query;
import dev.tideline.events.ReplyTopic;
import dev.tideline.events.background.Recurring;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.Handled;
import dev.tideline.events.cqrs.OnCommandHandlers;
import dev.tideline.events.cqrs.QueryBus;
import dev.tideline.events.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Before delivery, which asks whether there is any receiver. */
@AutoConfiguration(
        afterName = {
            "dev.tideline.events.cqrs.CqrsAutoConfiguration",
            "dev.tideline.events.outbox.OutboxAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        },
        beforeName = "dev.tideline.events.delivery.DeliveryAutoConfiguration")
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean({CommandBus.class, Outbox.class, ConsumerFactory.class})
@EnableConfigurationProperties(RequestsProperties.class)
class RequestsAutoConfiguration {

    private static final String GROUP = "${spring.application.name}";

    @Bean
    Compose composeMessages(Envelopes envelopes, CloudEventsJson cloudEvents, JsonMapper json) {
        return new Compose(envelopes, cloudEvents, Compose.exact(json));
    }

    @Bean
    ReplyTopics replyTopics(KafkaAdmin admin) {
        return new ReplyTopics(admin.getConfigurationProperties());
    }

    @Bean
    SendNow sendNow(ProducerFactory<?, ?> producers) {
        return new SendNow(producers.getConfigurationProperties());
    }

    @Bean
    @Conditional(OnCommandHandlers.class)
    @ConditionalOnProperty(name = "tideline.requests.commands", matchIfMissing = true)
    TakeCommands takeCommands(
            ListableBeanFactory beans,
            EventCatalogue catalogue,
            CloudEventsJson json,
            CommandBus bus,
            Outbox outbox,
            Compose compose,
            ReplyTopics topics) {
        return new TakeCommands(
                new ReadRequest<>(Command.class, Handled.commands(beans), catalogue, json),
                bus,
                outbox,
                compose,
                topics);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "tideline.requests.queries", matchIfMissing = true)
    static class Queries {

        @Bean
        RequestCounts requestCounts() {
            return new RequestCounts();
        }

        @Bean
        QuerySubscription querySubscription(
                @Value(GROUP) String group,
                ListableBeanFactory beans,
                EventCatalogue catalogue,
                CloudEventsJson json,
                QueryBus bus,
                Compose compose,
                ReplyTopics topics,
                SendNow send,
                Clock clock,
                RequestCounts counts,
                ConsumerFactory<?, ?> consumers,
                RequestsProperties properties) {
            ReadRequest<Query> read = new ReadRequest<>(Query.class, Handled.queries(beans), catalogue, json);
            return new QuerySubscription(
                    group + ".queries",
                    read.topics(),
                    new ServeQueries(json, read, bus, compose, topics, send, clock, counts),
                    consumers.getConfigurationProperties(),
                    properties);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(MeterRegistry.class)
        static class Measured {

            @Bean
            MeterBinder requestMetrics(RequestCounts counts) {
                return new RequestMetrics(counts);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("tideline.requests.reply-topic")
    static class Asking {

        @Bean
        ReadReplies readReplies(
                RequestsProperties properties, ConsumerFactory<?, ?> consumers, KafkaAdmin admin, JsonMapper json) {
            return new ReadReplies(
                    topic(properties).name(),
                    properties.replyRetention(),
                    consumers.getConfigurationProperties(),
                    admin.getConfigurationProperties(),
                    Compose.exact(json));
        }

        @Bean
        Recurring listenForReplies(ReadReplies replies) {
            return new Recurring("replies", Duration.ofSeconds(1), replies);
        }

        @Bean
        AskByTopic askByTopic(
                Envelopes envelopes,
                EventCatalogue catalogue,
                Compose compose,
                RequestsProperties properties,
                SendNow send,
                ReadReplies replies,
                Clock clock) {
            return new AskByTopic(envelopes, catalogue, compose, topic(properties), send, replies, clock);
        }

        private static ReplyTopic topic(RequestsProperties properties) {
            return new ReplyTopic(Objects.requireNonNull(properties.replyTopic()));
        }
    }
}
