package dev.tideline.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventType;
import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.delivery.Fences.Attempted;
import dev.tideline.testing.servers.WithServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Two instances at one lane. */
@SpringBootTest(
        properties = {
            "spring.application.name=again",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=todo_service",
            "spring.datasource.password=todo_service",
            "spring.flyway.locations=classpath:db/shared-events/outbox,classpath:db/shared-events/inbox,classpath:db/probe",
            "spring.main.web-application-type=none",
            "tideline.relay.enabled=false"
        })
@WithServers
class TryAgainTest {

    @EventType("again.thing.stepped")
    record Stepped(String thing, int step) implements DomainEvent {

        @Override
        public String aggregateId() {
            return thing;
        }
    }

    static class Ear {

        private final List<Integer> heard = new ArrayList<>();
        private int failures;

        @EventHandler
        void on(Stepped step) {
            if (failures-- > 0) {
                throw new IllegalStateException("Not now");
            }
            heard.add(step.step());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    @Import(Ear.class)
    static class App {}

    @Autowired
    private Fences fences;

    @Autowired
    private ReadRecord read;

    @Autowired
    private DeadLetters deadLetters;

    @Autowired
    private RetryTopics topics;

    @Autowired
    private Counts counts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Envelopes envelopes;

    @Autowired
    private CloudEventsJson json;

    @Autowired
    private Ear ear;

    private final String thing = UUID.randomUUID().toString();

    /** Between one's failure and its note of it, another has handled the event. */
    @Test
    void whatAnotherHasHandledMeanwhileDoesNotComeBack() {
        UUID ticket = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> {
            fences.close(
                    Lane.of(record(1)),
                    State.DRAINING,
                    ticket,
                    Duration.ZERO,
                    new Attempted(record(1), 1, Instant.now()));
            fences.park(List.of(read.read(record(2))));
        });
        AtomicInteger begun = new AtomicInteger();
        TryAgain other = tryAgain(new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                if (begun.incrementAndGet() > 2) { // it stalls behind the first event
                    throw new CannotCreateTransactionException("It stalls");
                }
                return transaction.execute(action);
            }
        });
        AtomicInteger transactions = new AtomicInteger();
        TryAgain one = tryAgain(new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                if (transactions.incrementAndGet() == 3) { // it has failed, and is about to note that
                    assertThat(catchThrowable(() -> other.attempt(ticket))).isNotNull();
                }
                return transaction.execute(action);
            }
        });
        ear.failures = 1;
        one.attempt(ticket);
        assertThat(ear.heard).containsExactly(2);
        assertThat(transaction.<Set<Lane>>execute(_ -> fences.closed(List.of(Lane.of(record(2))))))
                .as("an event that is done with closes no lane")
                .isEmpty();
    }

    private TryAgain tryAgain(TransactionOperations transactions) {
        Backoff backoff = new Backoff(4, Duration.ofSeconds(1), Duration.ofSeconds(1), RandomGenerator.getDefault());
        AfterFailure afterFailure =
                new AfterFailure(read, fences, topics, deadLetters, backoff, Clock.systemUTC(), counts);
        return new TryAgain(read, fences, deadLetters, afterFailure, new Attempts(transactions, jdbc), counts);
    }

    private ConsumerRecord<byte[], byte[]> record(int step) {
        return new ConsumerRecord<>(
                "again.thing.v1",
                0,
                step,
                ("thing:" + thing).getBytes(),
                json.write(envelopes.wrap(new Stepped(thing, step), step)));
    }
}
