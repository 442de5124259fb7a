package dev.tideline.events;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

@AutoConfiguration
class EventsAutoConfiguration {

    /** Ticks as finely as Postgres keeps time, so that what is answered, published and read back agree. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** The records below the application's own package; one bean of another scope replaces them all. */
    @Bean
    @ConditionalOnMissingBean
    EventCatalogue eventCatalogue(BeanFactory beans) {
        return EventCatalogue.scan(
                ClassUtils.getDefaultClassLoader() == null
                        ? EventCatalogue.class.getClassLoader()
                        : ClassUtils.getDefaultClassLoader(),
                AutoConfigurationPackages.get(beans));
    }

    @Bean
    @ConditionalOnMissingBean
    Envelopes envelopes(
            @Value("${spring.application.name}") String application, EventCatalogue catalogue, Clock clock) {
        return new Envelopes(URI.create("/" + application), catalogue, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    CloudEventsJson cloudEventsJson(EventCatalogue catalogue, ObjectProvider<Upcaster> upcasters) {
        return new CloudEventsJson(catalogue, upcasters.stream().toList());
    }
}
