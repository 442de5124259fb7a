package dev.tideline.analytics.counts;

import dev.tideline.events.CloudEventsJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafkaStreams;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;

/** Counts each event once, under its tenant, its type and the minute in which it happened. */
@Configuration(proxyBeanMethods = false)
@EnableKafkaStreams
@EnableConfigurationProperties(CountsProperties.class)
class CountEvents {

    static final String STORE = "events-per-tenant-and-minute";
    static final Duration WINDOW = Duration.ofMinutes(1);

    @Autowired
    void build(StreamsBuilder builder, CloudEventsJson json, CountsProperties properties, MeterRegistry meters) {
        builder.addStateStore(Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SkipRepeated.STORE, properties.retention(), WINDOW, false),
                Serdes.UUID(),
                Serdes.ByteArray()));
        builder.stream(Pattern.compile(properties.topics()), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new SkipRepeated(json, properties.retention(), meters), SkipRepeated.STORE)
                .groupByKey(Grouped.with("by-tenant-and-type", Kind.serde(), Serdes.ByteArray()))
                .windowedBy(TimeWindows.ofSizeAndGrace(
                        WINDOW, properties.retention().minus(WINDOW)))
                .count(Materialized.<Kind, Long>as(
                                Stores.persistentWindowStore(STORE, properties.retention(), WINDOW, false))
                        .withKeySerde(Kind.serde())
                        .withValueSerde(Serdes.Long()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Faults {

        /** A thread that meets a failure, a broker that went away say, is replaced: the transaction it was in never happened. */
        @Bean
        StreamsBuilderFactoryBeanConfigurer goOn() {
            return streams ->
                    streams.setStreamsUncaughtExceptionHandler(_ -> StreamThreadExceptionResponse.REPLACE_THREAD);
        }
    }
}
