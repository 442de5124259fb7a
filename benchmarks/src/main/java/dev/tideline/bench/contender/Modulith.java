package dev.tideline.bench.contender;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.Externalized;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Modulith's event externalization on its JDBC registry. Each event is sent by a thread of its own right after the commit;
 * completed publications are deleted, as the reference advises against a table that grows; what is left behind is resubmitted.
 */
final class Modulith implements Contender {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class App {}

    /** The event as an application module publishes it. */
    @Externalized(Surroundings.TOPIC + "::#{#this.key()}")
    record Published(String key, long sequence, String text) {}

    private final ConfigurableApplicationContext context;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Consuming consuming;

    private Modulith(ConfigurableApplicationContext context, Consuming consuming) {
        this.context = context;
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.consuming = consuming;
    }

    static Contender start(Surroundings surroundings, Track track) {
        Map<String, Object> settings = new HashMap<>(Boot.settings(surroundings));
        settings.put("spring.modulith.events.jdbc.schema-initialization.enabled", true);
        settings.put("spring.modulith.events.completion-mode", "delete");
        settings.put("spring.task.execution.pool.core-size", 16);
        ConfigurableApplicationContext context = Boot.run(App.class, surroundings, settings, track);
        return new Modulith(context, Boot.consuming(context, surroundings, track));
    }

    @Override
    public String version() {
        return "Spring Modulith " + Versions.of(Externalized.class);
    }

    @Override
    public void write(Event event, long version) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update(Sql.CHANGE, event.key(), event.text());
            context.publishEvent(new Published(event.key(), event.sequence(), event.text()));
        });
    }

    @Override
    public void resume() {
        Thread.ofPlatform()
                .daemon()
                .name("resubmit")
                .start(() ->
                        context.getBean(IncompleteEventPublications.class).resubmitIncompletePublications(_ -> true));
    }

    @Override
    public void close() {
        consuming.close();
        context.close();
    }
}
