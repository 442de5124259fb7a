package dev.tideline.events.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.store.EventStoreContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

@SpringBootTest(
        properties = {
            "spring.application.name=contract",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=user_service",
            "spring.datasource.password=user_service",
            "spring.datasource.hikari.maximum-pool-size=20",
            "spring.flyway.locations=classpath:db/shared-events/outbox,classpath:db/shared-events/store",
            "spring.main.web-application-type=none",
            "tideline.relay.enabled=false"
        })
@WithServers
class PostgresEventStoreTest extends EventStoreContract {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = EventStoreContract.class)
    static class App {}

    @Autowired
    private EventStore store;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CloudEventsJson json;

    @Override
    protected EventStore store() {
        return store;
    }

    @Override
    protected <R> R inTransaction(Supplier<R> work) {
        return requireNonNull(transactions.execute(_ -> work.get()));
    }

    @Override
    protected List<EventMetadata> published(StreamId stream) {
        return jdbc
                .sql("select payload from outbox where aggregatetype = ? and aggregateid = ? order by aggregateversion")
                .params(stream.type(), stream.id())
                .query(byte[].class)
                .list()
                .stream()
                .map(json::readMetadata)
                .toList();
    }

    /** Some transactions take a while, some had written something else long before, and some are rolled back. */
    @Override
    protected void appendSomewhere(StreamId to) {
        int lot = ThreadLocalRandom.current().nextInt(20);
        boolean appended;
        do {
            appended = requireNonNull(transactions.execute(transaction -> {
                if (lot % 2 == 0) {
                    jdbc.sql("select pg_current_xact_id()::text")
                            .query(String.class)
                            .single();
                }
                pause(lot);
                Append append = store.append(to, store.version(to), List.of(new Moved(to.id(), 1)));
                pause(lot);
                if (lot == 3 && ThreadLocalRandom.current().nextBoolean()) {
                    transaction.setRollbackOnly();
                    return false;
                }
                return append instanceof Appended;
            }));
        } while (!appended);
    }

    private static void pause(int lot) {
        if (lot < 2) {
            LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
        }
    }

    @Test
    void appendNeedsATransaction() {
        assertThatThrownBy(() -> store.append(stream, 0, List.of(moved(1))))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void whatIsRolledBackWasNeverThere() {
        transactions.executeWithoutResult(transaction -> {
            store.append(stream, 0, List.of(moved(1)));
            transaction.setRollbackOnly();
        });
        assertThat(store.version(stream)).isZero();
        assertThat(published(stream)).isEmpty();
        assertThat(append(stream, 0, moved(2))).isInstanceOf(Appended.class);
    }

    @Test
    void readerWaitsForWhatMayStillComeBefore() {
        StreamId late = newStream();
        transactions.executeWithoutResult(_ -> {
            store.append(late, 0, List.of(new Moved(late.id(), 1)));
            elsewhere(() -> append(stream, 0, moved(1)));
            assertThat(elsewhere(() -> followed(Position.START, EventFilter.ALL, stream, late)))
                    .as("the one that is committed stands behind the one that is not")
                    .isEmpty();
        });
        assertThat(followed(Position.START, EventFilter.ALL, stream, late))
                .extracting(StoredEvent::stream)
                .containsExactly(late, stream);
    }

    @Test
    void orderOfAllKeepsTheOrderOfEachThoughAnOlderTransactionAppendsLater() {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
            elsewhere(() -> append(stream, 0, moved(1)));
            assertThat(store.append(stream, 1, List.of(moved(2)))).isInstanceOf(Appended.class);
        });
        assertThat(followed(Position.START, EventFilter.ALL, stream))
                .extracting(StoredEvent::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void whoComesSecondWaitsForTheFirstAndMeetsAConflict() {
        CompletableFuture<Append> second = requireNonNull(transactions.execute(_ -> {
            store.append(stream, 0, List.of(moved(1), moved(2)));
            return CompletableFuture.supplyAsync(() -> append(stream, 0, moved(3), moved(4), moved(5)));
        }));
        assertThat(second.join()).isEqualTo(new Conflict(stream, 0, 2));
        assertThat(store.read(stream, 1, 10)).hasSize(2);
    }

    private static <R> R elsewhere(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work).join();
    }
}
