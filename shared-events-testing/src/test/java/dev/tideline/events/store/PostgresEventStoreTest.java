package dev.tideline.events.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.OnEventStore;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import dev.tideline.testing.store.EventStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@OnEventStore
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
                boolean done = store.append(to, store.version(to), List.of(new Moved(to.id(), 1))) instanceof Appended;
                pause(lot);
                if (lot == 3 && ThreadLocalRandom.current().nextBoolean()) {
                    transaction.setRollbackOnly();
                    return false;
                }
                return done;
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
            assertThat(store.append(stream, 0, List.of(moved(1)))).isInstanceOf(Appended.class);
            transaction.setRollbackOnly();
        });
        assertThat(store.version(stream)).isZero();
        assertThat(published(stream)).isEmpty();
        assertThat(append(stream, 0, moved(2))).isInstanceOf(Appended.class);
    }

    @Test
    void partThatIsRolledBackIsNeitherKeptNorPublished() {
        transactions.executeWithoutResult(transaction -> {
            Object savepoint = transaction.createSavepoint();
            assertThat(store.append(stream, 0, List.of(moved(1)))).isInstanceOf(Appended.class);
            transaction.rollbackToSavepoint(savepoint);
            assertThat(store.append(stream, 0, List.of(moved(2)))).isInstanceOf(Appended.class);
        });
        assertThat(store.read(stream, 1, 10))
                .extracting(each -> (Object) each.event().payload())
                .containsExactly(moved(2));
        assertThat(published(stream)).hasSize(1);
    }

    @Test
    void whatCannotBePublishedIsNotKept() {
        Renamed much = new Renamed(stream.id(), "x".repeat(2_000_000));
        transactions.executeWithoutResult(_ -> assertThatThrownBy(
                        () -> store.append(stream, 0, List.of(moved(1), much)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-payload"));
        assertThat(store.version(stream)).isZero();
        assertThat(append(stream, 0, moved(1))).isInstanceOf(Appended.class);
    }

    @Test
    void appendAfterTheCommitIsRefusedAndNothingIsKept() {
        List<Throwable> thrown = new ArrayList<>();
        transactions.executeWithoutResult(_ ->
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        thrown.add(catchThrowable(() -> store.append(stream, 0, List.of(moved(1)))));
                    }
                }));
        assertThat(thrown).singleElement().isInstanceOf(IllegalTransactionStateException.class);
        assertThat(store.version(stream)).isZero();
    }

    @Test
    void readerWaitsForWhatMayStillComeBefore() {
        StreamId late = newStream();
        transactions.executeWithoutResult(_ -> {
            assertThat(store.append(late, 0, List.of(new Moved(late.id(), 1)))).isInstanceOf(Appended.class);
            elsewhere(() -> append(stream, 0, moved(1)));
            assertThat(elsewhere(() -> readToTheEnd(Position.START, EventFilter.ALL, stream, late)))
                    .as("the one that is committed stands behind the one that is not")
                    .isEmpty();
        });
        assertThat(follow(2, Position.START, EventFilter.ALL, stream, late))
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
        assertThat(follow(2, Position.START, EventFilter.ALL, stream))
                .extracting(StoredEvent::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void effectStandsBehindItsCauseThoughItsTransactionIsTheOlder() {
        StreamId effect = newStream();
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
            elsewhere(() -> append(stream, 0, moved(1)));
            assertThat(store.version(stream)).as("what it goes by").isEqualTo(1);
            assertThat(store.append(effect, 0, List.of(new Moved(effect.id(), 1))))
                    .isInstanceOf(Appended.class);
        });
        assertThat(follow(2, Position.START, EventFilter.ALL, stream, effect))
                .extracting(StoredEvent::stream)
                .containsExactly(stream, effect);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoComesSecondWaitsForTheFirstAndMeetsAConflict(int before) {
        if (before == 1) {
            append(stream, 0, moved(0));
        }
        CompletableFuture<Append> second = requireNonNull(transactions.execute(_ -> {
            assertThat(store.append(stream, before, List.of(moved(1), moved(2))))
                    .isInstanceOf(Appended.class);
            CompletableFuture<Append> waiting = CompletableFuture.supplyAsync(
                    () -> append(stream, before, moved(3), moved(4), moved(5)), Thread::startVirtualThread);
            await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaitsForALock);
            return waiting;
        }));
        assertThat(second.join()).isEqualTo(new Conflict(stream, before, before + 2));
        assertThat(store.read(stream, 1, 10)).hasSize(before + 2);
        assertThat(published(stream)).hasSize(before + 2);
    }

    private boolean somebodyWaitsForALock() {
        return elsewhere(() -> jdbc.sql(
                        "select count(*) > 0 from pg_stat_activity where usename = current_user and wait_event_type = 'Lock'")
                .query(Boolean.class)
                .single());
    }

    @Test
    void eventsOfAServerThatHadCountedFurtherComeFirst() {
        append(stream, 0, moved(1));
        List<StoredEvent> before = follow(1, Position.START, EventFilter.ALL, stream);
        jdbc.sql("update event set epoch = epoch + 1000000000000").update();
        jdbc.sql("update event_stream set epoch = epoch + 1000000000000").update();
        assertThat(readToTheEnd(Position.START, EventFilter.ALL, stream)).isEmpty();
        new BeginEra(jdbc, transactions).afterPropertiesSet();
        new BeginEra(jdbc, transactions).afterPropertiesSet(); // the second instance finds it done
        StreamId next = newStream();
        append(next, 0, new Moved(next.id(), 1));
        append(stream, 1, moved(2));
        List<StoredEvent> after = follow(3, Position.START, EventFilter.ALL, stream, next);
        assertThat(after).extracting(StoredEvent::stream).containsExactly(stream, next, stream);
        assertThat(after.getFirst().position()).isGreaterThan(before.getFirst().position());
    }

    private static final int MANY = 5_000;

    @ParameterizedTest
    @MethodSource("filters")
    void pageReadsLittleHoweverMuchIsBeforeIt(EventFilter filter) {
        transactions.executeWithoutResult(_ -> assertThat(store.append(stream, 0, Collections.nCopies(MANY, moved(1))))
                .isInstanceOf(Appended.class));
        Position nearTheEnd = follow(MANY, Position.START, EventFilter.types("contract.counter.moved"), stream)
                .get(MANY - 100)
                .position();
        assertThat(store.readAll(nearTheEnd, filter, 10).events()).hasSize(10);
        assertThat(blocksRead(nearTheEnd, filter)).isLessThan(30);
    }

    private long blocksRead(Position after, EventFilter filter) {
        String plan = jdbc.sql("""
                        explain (analyze, buffers, format json)
                        select * from event_page(:types, :epoch, :sequence, 0, :before, null, null, 10)
                        """)
                .param("types", filter.types().toArray(String[]::new))
                .param("epoch", after.epoch())
                .param("sequence", after.sequence())
                .param("before", after.epoch() + 1)
                .query(String.class)
                .single();
        JsonNode root = new JsonMapper().readTree(plan).get(0).path("Plan");
        return root.path("Shared Hit Blocks").asLong()
                + root.path("Shared Read Blocks").asLong();
    }

    static List<EventFilter> filters() {
        return List.of(
                EventFilter.ALL,
                EventFilter.types("contract.counter.moved"),
                EventFilter.types("contract.counter.moved", "contract.counter.renamed"));
    }

    private static <R> R elsewhere(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread).join();
    }
}
