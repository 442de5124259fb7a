package dev.tideline.bench.contender;

import dev.tideline.events.outbox.Outbox;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service on the library as any other: its outbox, its relay, its handlers. With another relay than its own it is the floor: the same
 * table, carried to Kafka by the least code that does it.
 */
final class Tideline implements Contender {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean
        Handle handle(Surroundings surroundings, JdbcTemplate jdbc, Track track) {
            return Handle.as(surroundings.consumer(), jdbc, track);
        }
    }

    private final ConfigurableApplicationContext context;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Carrier carrier;
    private final @Nullable Witness witness;

    private Tideline(ConfigurableApplicationContext context, Carrier carrier, @Nullable Witness witness) {
        this.context = context;
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.outbox = context.getBean(Outbox.class);
        this.carrier = carrier;
        this.witness = witness;
    }

    static Contender start(Surroundings surroundings, Track track) {
        Map<String, Object> settings = new HashMap<>(Boot.settings(surroundings));
        settings.put("spring.config.import", "classpath:tideline-defaults.yaml");
        settings.put("spring.flyway.enabled", true);
        settings.put("spring.flyway.locations", "classpath:db/shared-events/outbox,classpath:db/shared-events/inbox");
        settings.put("tideline.relay.enabled", surroundings.relay().equals("tideline"));
        settings.put("tideline.relay.username", surroundings.user());
        settings.put("tideline.relay.password", surroundings.user());
        ConfigurableApplicationContext context = Boot.run(App.class, surroundings, settings, track);
        Witness witness = surroundings.expected() == 0 && surroundings.consumes()
                ? new Witness(surroundings, track, Carrier.cloudEvents())
                : null;
        return new Tideline(context, carrier(surroundings, context), witness);
    }

    private static Carrier carrier(Surroundings surroundings, ConfigurableApplicationContext context) {
        DataSource database = context.getBean(DataSource.class);
        return switch (surroundings.relay()) {
            case "tideline" -> new OwnRelay(context.getBean("relay", Lifecycle.class));
            case "debezium" -> DebeziumLoop.byHand(surroundings, database);
            case "router" -> DebeziumLoop.routed(surroundings, database);
            case "raw" -> new CarrierThread("pgoutput", new RawPgoutput(surroundings, database));
            case "polling" -> new CarrierThread("poll", new PollingLoop(surroundings, database));
            default -> Carrier.NONE;
        };
    }

    private record OwnRelay(Lifecycle relay) implements Carrier {

        @Override
        public void start() {
            relay.start();
        }

        @Override
        public void stop() {
            relay.stop();
        }
    }

    @Override
    public String version() {
        return "Tideline " + Versions.of(Outbox.class);
    }

    @Override
    public void write(Event event, long version) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update(Sql.CHANGE, event.key(), event.text());
            outbox.append(Written.of(event), version);
        });
    }

    @Override
    public void writeWithoutEvent(Event event, int rows) {
        transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < rows; i++) {
                jdbc.update(Sql.CHANGE, event.key(), event.text());
            }
        });
    }

    @Override
    public void together(Runnable writes) {
        transaction.executeWithoutResult(_ -> writes.run());
    }

    @Override
    public void pause() {
        carrier.stop();
    }

    @Override
    public void resume() {
        carrier.start();
    }

    @Override
    public void close() {
        if (witness != null) {
            witness.close();
        }
        carrier.stop();
        context.close();
    }
}
