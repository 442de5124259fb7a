package dev.tideline.bench.contender;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** What the contenders that are Spring Boot applications have in common. */
final class Boot {

    private Boot() {}

    static Map<String, Object> settings(Surroundings surroundings) {
        return Map.ofEntries(
                Map.entry("spring.application.name", surroundings.group()),
                Map.entry("spring.main.web-application-type", "none"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.datasource.url", surroundings.jdbcUrl()),
                Map.entry("spring.datasource.username", surroundings.user()),
                Map.entry("spring.datasource.password", surroundings.user()),
                Map.entry("spring.datasource.hikari.maximum-pool-size", Surroundings.CONNECTIONS),
                Map.entry("spring.flyway.enabled", false),
                Map.entry("spring.kafka.bootstrap-servers", surroundings.bootstrapServers()),
                Map.entry("spring.kafka.producer.acks", "all"),
                Map.entry("spring.kafka.producer.compression-type", "lz4"),
                Map.entry("logging.level.root", "warn"),
                Map.entry("logging.level.io.debezium.metrics.stats", "error"));
    }

    static ConfigurableApplicationContext run(
            Class<?> application, Surroundings surroundings, Map<String, Object> settings, Track track) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .initializers(starting -> {
                    GenericApplicationContext beans = (GenericApplicationContext) starting;
                    beans.registerBean(Surroundings.class, () -> surroundings);
                    beans.registerBean(Track.class, () -> track);
                })
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        Sql.createTables(context.getBean(DataSource.class));
        return context;
    }

    static Consuming consuming(ConfigurableApplicationContext context, Surroundings surroundings, Track track) {
        return Consuming.start(surroundings, context.getBean(DataSource.class), track);
    }
}
