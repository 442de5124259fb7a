package dev.tideline.probe;

import static java.util.Map.entry;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.EventType;
import dev.tideline.events.delivery.EventHandler;
import dev.tideline.events.outbox.Outbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The smallest service: publishes steps of a thing, and hears of them itself. Lives in the schema of todo-service. */
@SpringBootApplication
@Import({ProbeService.Steps.class, ProbeService.Ear.class})
class ProbeService {

    static final String TOPIC = "probe.thing.v1";

    static final Map<String, Object> SETTINGS = Map.ofEntries(
            entry("spring.application.name", "probe"),
            entry("spring.config.import", "classpath:tideline-defaults.yaml"),
            entry("spring.datasource.username", "todo_service"),
            entry("spring.datasource.password", "todo_service"),
            entry(
                    "spring.flyway.locations",
                    "classpath:db/shared-events/outbox,classpath:db/shared-events/inbox,classpath:db/probe"),
            entry("tideline.relay.owns", "probe"),
            entry("tideline.relay.username", "todo_relay"),
            entry("tideline.relay.password", "todo_relay"),
            entry("tideline.delivery.first-retry", "50ms"),
            entry("spring.main.web-application-type", "none"),
            entry("tideline.relay.heartbeat", "1s"));

    @EventType("probe.thing.stepped")
    record Stepped(String thing, int step) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    static ConfigurableApplicationContext run(String jdbcUrl, String bootstrapServers) {
        return run(jdbcUrl, bootstrapServers, Map.of());
    }

    static ConfigurableApplicationContext run(String jdbcUrl, String bootstrapServers, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        settings.put("spring.datasource.url", jdbcUrl);
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(ProbeService.class).run(arguments);
    }

    /** Publishes. */
    record Steps(Outbox outbox, TransactionOperations transaction) {

        void take(String thing, int from, int to) {
            IntStream.rangeClosed(from, to)
                    .forEach(step ->
                            transaction.executeWithoutResult(_ -> outbox.append(new Stepped(thing, step), step)));
        }
    }

    /** Hears, writes down what it heard, and can be told to fail. */
    static class Ear {

        final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
        final List<EventContext> contexts = Collections.synchronizedList(new ArrayList<>());
        final List<String> logged = Collections.synchronizedList(new ArrayList<>());
        private final JdbcClient jdbc;

        Ear(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @EventHandler
        void on(Stepped event, EventMetadata metadata) {
            jdbc.sql("insert into heard (thing, step) values (?, ?)")
                    .params(event.thing(), event.step())
                    .update();
            contexts.add(EventContext.current());
            logged.add(MDC.get("correlationId"));
            if (failures.getOrDefault(event.thing() + metadata.aggregateVersion(), new AtomicInteger())
                            .getAndDecrement()
                    > 0) {
                throw new IllegalStateException("told to fail");
            }
        }

        List<Integer> heard(String thing) {
            return jdbc.sql("select step from heard where thing = ? order by position")
                    .param(thing)
                    .query((row, _) -> row.getInt(1))
                    .list();
        }
    }
}
