package dev.tideline.lifted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.EventType;
import dev.tideline.events.Upcaster;
import dev.tideline.events.delivery.EventHandler;
import dev.tideline.testing.servers.ForeignEvent;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** A service whose record is at version 2, on a topic where version 1 still lies. */
@SpringBootTest(
        classes = LiftOnTheWayTest.Service.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.application.name=lifted",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=todo_service",
            "spring.datasource.password=todo_service",
            "spring.flyway.locations=classpath:db/shared-events/outbox,classpath:db/shared-events/inbox,classpath:db/probe",
            "tideline.relay.enabled=false",
            "tideline.relay.username=todo_relay",
            "tideline.relay.password=todo_relay"
        })
@WithServers
class LiftOnTheWayTest {

    @EventType(value = "lifted.load.weighed", version = 2)
    record LoadWeighed(UUID loadId, long grams) implements DomainEvent {

        @Override
        public String aggregateId() {
            return loadId.toString();
        }
    }

    record Heard(LoadWeighed event, int version) {}

    @SpringBootApplication
    static class Service {

        final List<Heard> heard = new CopyOnWriteArrayList<>();

        @Bean
        Upcaster weighedInGrams() {
            return new Upcaster(
                    "lifted.load.weighed",
                    1,
                    (data, _) -> data.put("grams", data.remove("kilos").longValue() * 1_000));
        }

        @EventHandler
        void on(LoadWeighed event, EventMetadata metadata) {
            heard.add(new Heard(event, metadata.schemaVersion()));
        }
    }

    @Autowired
    private Service service;

    @Test
    void handlerMeetsOldEventsAsTheRecordOfToday() {
        Topic loads = Topic.named("lifted.load.v1").create(1);
        UUID load = UUID.randomUUID();
        ForeignEvent old =
                ForeignEvent.of("lifted.load.weighed", load, "{\"loadId\":\"%s\",\"kilos\":7}".formatted(load));
        loads.send(old.key(), old.json());
        Heard lifted = new Heard(new LoadWeighed(load, 7_000), 2);
        await().untilAsserted(() -> assertThat(service.heard).contains(lifted));
    }
}
