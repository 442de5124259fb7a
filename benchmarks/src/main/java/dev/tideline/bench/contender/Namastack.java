package dev.tideline.bench.contender;

import io.namastack.outbox.Outbox;
import io.namastack.outbox.annotation.OutboxHandler;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** namastack-outbox with the profile that its page on performance tuning calls the best: 25 ms, 800 keys, 30 virtual threads. */
final class Namastack implements Contender {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean(destroyMethod = "close")
        Send send(Surroundings surroundings) {
            return Send.to(surroundings);
        }

        @Bean
        Publish publish(Send send) {
            return new Publish(send);
        }
    }

    static class Publish {

        private final Send send;

        Publish(Send send) {
            this.send = send;
        }

        @OutboxHandler
        public void publish(Event event) {
            send.json(event);
        }
    }

    private final ConfigurableApplicationContext context;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Consuming consuming;

    private Namastack(ConfigurableApplicationContext context, Consuming consuming) {
        this.context = context;
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.outbox = context.getBean(Outbox.class);
        this.consuming = consuming;
    }

    static Contender start(Surroundings surroundings, Track track) {
        Map<String, Object> settings = new HashMap<>(Boot.settings(surroundings));
        settings.put("spring.threads.virtual.enabled", true);
        settings.put("namastack.outbox.polling.batch-size", 800);
        settings.put("namastack.outbox.polling.fixed.interval", "25ms");
        settings.put("namastack.outbox.processing.executor-concurrency-limit", 30);
        settings.put("namastack.outbox.jdbc.schema-initialization.enabled", true);
        ConfigurableApplicationContext context = Boot.run(App.class, surroundings, settings, track);
        return new Namastack(context, Boot.consuming(context, surroundings, track));
    }

    @Override
    public String version() {
        return "namastack-outbox " + Versions.of(Outbox.class);
    }

    @Override
    public void write(Event event, long version) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update(Sql.CHANGE, event.key(), event.text());
            outbox.schedule(event, event.key());
        });
    }

    @Override
    public void close() {
        consuming.close();
        context.close();
    }
}
