package dev.tideline.probe;

import static java.util.Map.entry;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.EventType;
import dev.tideline.events.delivery.AfterLastAttempt;
import dev.tideline.events.delivery.EventHandler;
import dev.tideline.events.outbox.Outbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
            entry("tideline.delivery.attempts", "4"),
            entry("tideline.delivery.sweep", "2s"),
            entry("spring.main.web-application-type", "none"),
            entry("tideline.relay.heartbeat", "1s"));

    @EventType("probe.thing.stepped")
    record Stepped(String thing, int step) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    /** Its later ones wait for an operator when it is given up. */
    @EventType("probe.strict.stepped")
    record StrictlyStepped(String thing, int step) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    /** Its handler takes many at once. */
    @EventType("probe.crowd.stepped")
    record CrowdStepped(String thing, int step) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    /** Nobody here handles it. */
    @EventType("probe.thing.ignored")
    record Ignored(String thing) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    static ConfigurableApplicationContext run(String jdbcUrl, String bootstrapServers) {
        return run(jdbcUrl, bootstrapServers, Map.of());
    }

    static ConfigurableApplicationContext run(String jdbcUrl, String bootstrapServers, Map<String, ?> moreSettings) {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.putAll(moreSettings);
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
            IntStream.rangeClosed(from, to).forEach(step -> publish(new Stepped(thing, step), step));
        }

        void publish(DomainEvent event, long version) {
            transaction.executeWithoutResult(_ -> outbox.append(event, version));
        }
    }

    /** Hears, writes down what it heard, and can be told to fail. */
    static class Ear {

        /** What to throw for which step of which thing, one after the other. */
        final Map<String, Deque<RuntimeException>> failures = new ConcurrentHashMap<>();

        /** Where a handler waits until it is let through. */
        final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

        final Set<String> atTheGate = ConcurrentHashMap.newKeySet();
        final List<EventContext> contexts = Collections.synchronizedList(new ArrayList<>());
        final List<String> logged = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> crowds = Collections.synchronizedList(new ArrayList<>());
        private final JdbcClient jdbc;

        Ear(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        void failOn(String thing, int step, int times) {
            failOn(thing, step, times, new IllegalStateException("told to fail"));
        }

        void failOn(String thing, int step, int times, RuntimeException how) {
            failures.put(thing + step, new ConcurrentLinkedDeque<>(Collections.nCopies(times, how)));
        }

        @EventHandler
        void on(Stepped event, EventMetadata metadata) {
            contexts.add(EventContext.current());
            logged.add(MDC.get("correlationId"));
            hear(event.thing(), event.step());
        }

        @EventHandler(afterLastAttempt = AfterLastAttempt.HOLD)
        void on(StrictlyStepped event) {
            hear(event.thing(), event.step());
        }

        @EventHandler
        void on(List<CrowdStepped> events) {
            crowds.add(events.size());
            events.forEach(event -> hear(event.thing(), event.step()));
        }

        private void hear(String thing, int step) {
            pass(thing, gates.get(thing + step));
            jdbc.sql("insert into heard (thing, step) values (?, ?)")
                    .params(thing, step)
                    .update();
            RuntimeException failure =
                    failures.getOrDefault(thing + step, new ArrayDeque<>()).poll();
            if (failure != null) {
                throw failure;
            }
        }

        private void pass(String thing, @Nullable CountDownLatch gate) {
            if (gate != null) {
                atTheGate.add(thing);
            }
            try {
                if (gate != null && !gate.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("never let through");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
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
