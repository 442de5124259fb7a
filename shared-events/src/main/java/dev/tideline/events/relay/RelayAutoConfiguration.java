package dev.tideline.events.relay;

import dev.tideline.events.EventCatalogue;
import io.debezium.engine.DebeziumEngine;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
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
                () -> producer(kafka));
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Waiting for Kafka keeps the order, giving a batch up does not.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Observed {

        @Bean
        RelayHealth relayHealthIndicator(Relay relay) {
            return new RelayHealth(relay);
        }
    }
}
