package dev.tideline.events.relay;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.background.Recurring;
import io.debezium.engine.DebeziumEngine;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@ConditionalOnClass({DebeziumEngine.class, JdbcClient.class})
@ConditionalOnBean({JdbcConnectionDetails.class, ProducerFactory.class})
@ConditionalOnProperty(name = "tideline.relay.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RelayProperties.class)
class RelayAutoConfiguration {

    @Bean
    Relay relay(
            RelayProperties properties,
            JdbcConnectionDetails database,
            JdbcClient jdbc,
            ProducerFactory<?, ?> producers,
            KafkaAdmin admin,
            EventCatalogue catalogue) {
        String schema = jdbc.sql("select current_schema()").query(String.class).single();
        Source source = new Source(database.getJdbcUrl(), properties.username(), properties.password(), schema);
        Map<String, Object> kafka = producers.getConfigurationProperties();
        return new Relay(
                source,
                properties,
                new CreateTopics(admin.getConfigurationProperties(), catalogue, properties),
                () -> producer(kafka, properties),
                () -> new Places(admin.getConfigurationProperties(), properties.retryParked()));
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> kafka, RelayProperties properties) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Waiting for Kafka keeps the order, giving a batch up does not.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // So long a topic that nobody has made is waited for.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, properties.topicWait().toMillis());
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // With one request in flight, all that one can take is sent in the time of one.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Bean
    WatchRelay watchRelay(JdbcClient jdbc) {
        String schema = jdbc.sql("select current_schema()").query(String.class).single();
        return new WatchRelay(jdbc, schema + "_outbox");
    }

    @Bean
    @DependsOnDatabaseInitialization
    Recurring lookAtRelay(Relay relay, WatchRelay watch) {
        return new Recurring("relay-watch", WatchRelay.STANDING_BY, () -> {
            boolean standingBy = relay.state() == Relay.State.STANDBY;
            watch.look(!standingBy);
            return standingBy ? WatchRelay.STANDING_BY : WatchRelay.LEADING;
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Healthy {

        @Bean
        RelayHealth relayHealthIndicator(Relay relay, WatchRelay watch) {
            return new RelayHealth(relay, watch);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Measured {

        @Bean
        RelayMetrics relayMetrics(Relay relay, WatchRelay watch) {
            return new RelayMetrics(relay, watch);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Endpoint.class)
    static class Operated {

        @Bean
        OutboxEndpoint outboxEndpoint(Relay relay, WatchRelay watch, JdbcClient jdbc) {
            return new OutboxEndpoint(relay, watch, jdbc);
        }
    }
}
