package dev.tideline.events.projection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import dev.tideline.testing.servers.WithServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        properties = {
            "spring.application.name=counters",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "spring.datasource.username=order_service",
            "spring.datasource.password=order_service",
            "spring.flyway.locations=classpath:db/shared-events/outbox,classpath:db/shared-events/store,classpath:db/shared-events/cqrs,classpath:db/shared-events/projection,classpath:db/counters",
            "spring.main.web-application-type=none",
            "tideline.relay.enabled=false"
        })
@WithServers
class ProjectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 5_000;

    @EventType("counters.counter.moved")
    record Moved(String counter, int by) implements DomainEvent {

        @Override
        public String aggregateId() {
            return counter;
        }
    }

    @EventType("counters.counter.polished")
    record Polished(String counter) implements DomainEvent {

        @Override
        public String aggregateId() {
            return counter;
        }
    }

    static class Counters implements ProjectionByStream {

        private final JdbcClient jdbc;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile int factor = 1;

        Counters(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "counters";
        }

        @Override
        public Set<String> types() {
            return Set.of("counters.counter.moved");
        }

        @Override
        public List<String> tables() {
            return List.of("counter");
        }

        @Override
        public void apply(List<StoredEvent> events, Build into) {
            for (StoredEvent event : events) {
                Moved moved = (Moved) event.event().payload();
                jdbc.sql(
                                "insert into %s as c values (?, ?, 1) on conflict (id) do update set total = c.total + excluded.total, moves = c.moves + 1"
                                        .formatted(into.table("counter")))
                        .params(moved.counter(), moved.by() * factor)
                        .update();
            }
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("Not now");
            }
        }

        @Override
        public void forget(StreamId stream, Build from) {
            jdbc.sql("delete from " + from.table("counter") + " where id = ?")
                    .param(stream.id())
                    .update();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    @Import(Counters.class)
    static class App {}

    @Autowired
    private Counters counters;

    @Autowired
    private Projections projections;

    @Autowired
    private EventStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    private final StreamId stream = new StreamId("counter", UUID.randomUUID().toString());

    @BeforeEach
    void reset() {
        counters.factor = 1;
    }

    @Test
    void whoAsksWithThePositionOfAChangeSeesIt() {
        Position position = move(1, 2, 3);
        assertThat(projections.reaches("counters", position, PATIENCE)).isTrue();
        assertThat(total()).isEqualTo(6);
        assertThat(projections.reaches("counters", new Position(Long.MAX_VALUE, 0), Duration.ofMillis(50)))
                .isFalse();
    }

    @Test
    void whatItDoesNotAskForIsPassed() {
        Position position = append(new Polished(stream.id()));
        assertThat(projections.reaches("counters", position, PATIENCE)).isTrue();
    }

    @Test
    void pageThatFailsIsAppliedOnceAllTheSame() {
        counters.failures.set(3);
        assertThat(projections.reaches("counters", move(1, 2, 3), PATIENCE)).isTrue();
        assertThat(total()).isEqualTo(6);
        assertThat(counters.failures).hasValue(0);
    }

    @Test
    void newBuildTakesThePlaceOfTheOldOneWhileItIsReadAndWrittenTo() {
        move(IntStream.range(0, MANY).map(_ -> 1).toArray());
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            long least = 0;
            while (!done.get()) {
                long seen = jdbc.sql("select coalesce(sum(total), 0) from counter where id = ?")
                        .param(stream.id())
                        .query(Long.class)
                        .single();
                assertThat(seen).as("what was seen once is not gone again").isGreaterThanOrEqualTo(least);
                least = seen;
                reads++;
            }
            return reads;
        });
        Build build = projections.rebuild("counters", "ada");
        int version = MANY;
        while (state(build) != State.ACTIVE) {
            append(version++, new Moved(stream.id(), 1));
        }
        Position last = append(version, new Moved(stream.id(), 1));
        assertThat(projections.reaches("counters", last, PATIENCE)).isTrue();
        done.set(true);
        assertThat(reading.join()).isPositive();
        assertThat(total()).isEqualTo(version + 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(projections.progress())
                        .extracting(Progress::build)
                        .containsExactly(build));
        assertThat(tables()).containsExactlyInAnyOrder("counter_shape", build.table("counter"));
        assertThat(audited(build)).contains("begun ada");
    }

    @Test
    void buildThatDiffersWaitsForAnOperator() {
        projections.reaches("counters", move(1, 2, 3), PATIENCE);
        counters.factor = 10;
        Build wrong = projections.rebuild("counters", "ada");
        await().atMost(PATIENCE).until(() -> state(wrong) == State.DIFFERS);
        assertThat(total()).isEqualTo(6);
        assertThat(projections.accept("counters", wrong.number() + 1, "ada")).isFalse();
        assertThat(projections.reject("counters", wrong.number(), "ada")).isTrue();
        await().atMost(PATIENCE).until(() -> !tables().contains(wrong.table("counter")));

        Build right = projections.rebuild("counters", "ada");
        await().atMost(PATIENCE).until(() -> state(right) == State.DIFFERS);
        Position later = append(3, new Moved(stream.id(), 4)); // by ten times in both, from here on
        assertThat(projections.accept("counters", right.number(), "grace")).isTrue();
        await().atMost(PATIENCE).until(() -> state(right) == State.ACTIVE);
        assertThat(projections.reaches("counters", later, PATIENCE)).isTrue();
        assertThat(total()).isEqualTo(100);
        assertThat(audited(right)).contains("accepted grace");
        counters.factor = 1;
        Build good = projections.rebuild("counters", "ada");
        await().atMost(PATIENCE).until(() -> state(good) == State.DIFFERS);
        assertThat(projections.accept("counters", good.number(), "ada")).isTrue();
        await().atMost(PATIENCE).until(() -> state(good) == State.ACTIVE);
    }

    @Test
    void whoReadsForLongHoldsUpNobodyElse() {
        projections.reaches("counters", move(1, 2, 3), PATIENCE);
        Build next = requireNonNull(transactions.execute(_ -> {
            assertThat(total()).isEqualTo(6); // and the table is in use until we are done
            Build begun = elsewhere(() -> projections.rebuild("counters", "ada"));
            await().atMost(PATIENCE).until(() -> elsewhere(() -> state(begun)) == State.READY);
            Position later = elsewhere(() -> append(3, new Moved(stream.id(), 4)));
            assertThat(elsewhere(() -> projections.reaches("counters", later, PATIENCE)))
                    .isTrue();
            return begun;
        }));
        await().atMost(PATIENCE).until(() -> state(next) == State.ACTIVE);
        assertThat(total()).isEqualTo(10);
    }

    private static <R> R elsewhere(Supplier<R> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread).join();
    }

    @Test
    void oneStreamIsMadeAnew() {
        projections.reaches("counters", move(1, 2, 3), PATIENCE);
        jdbc.sql("update counter set total = 1000 where id = ?")
                .param(stream.id())
                .update();
        assertThat(projections.rebuild("counters", stream, "ada")).isEqualTo(3);
        assertThat(total()).isEqualTo(6);
        projections.reaches("counters", append(3, new Moved(stream.id(), 4)), PATIENCE);
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void allStreamsOfATypeAreMadeAnew() {
        Position last = Position.START;
        List<StreamId> streams = IntStream.range(0, 250)
                .mapToObj(_ -> new StreamId("counter", UUID.randomUUID().toString()))
                .toList();
        for (StreamId each : streams) {
            last = requireNonNull(transactions.execute(_ ->
                            (Appended) store.append(each, 0, List.of(new Moved(each.id(), 7)))))
                    .position();
        }
        assertThat(projections.reaches("counters", last, PATIENCE)).isTrue();
        jdbc.sql("update counter set total = 1000").update();
        projections.rebuild("counters", "counter", "ada");
        await().atMost(PATIENCE).until(() -> projections.repairs().isEmpty());
        for (StreamId each : streams) {
            assertThat(jdbc.sql("select total from counter where id = ?")
                            .param(each.id())
                            .query(Long.class)
                            .single())
                    .isEqualTo(7);
        }
    }

    @Test
    void buildThatIsOnItsWayCanBeStopped() {
        projections.reaches(
                "counters", move(IntStream.range(0, MANY).map(_ -> 1).toArray()), PATIENCE);
        Build begun = projections.rebuild("counters", "ada");
        assertThat(projections.reject("counters", begun.number(), "ada")).isTrue();
        await().atMost(PATIENCE).until(() -> !tables().contains(begun.table("counter")));
        assertThat(total()).isEqualTo(MANY);
    }

    @Test
    void severalInstancesShareTheWork() {
        Build build = projections.rebuild("counters", "ada");
        Project other = new Project(counters, new Builds(jdbc), store, transactions);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                other.goOn();
            }
        });
        Position last = Position.START;
        for (int version = 0; version < 300; version++) {
            last = append(version, new Moved(stream.id(), 1));
        }
        assertThat(projections.reaches("counters", last, PATIENCE)).isTrue();
        done.set(true);
        elsewhere.join();
        assertThat(total()).isEqualTo(300);
        await().atMost(PATIENCE).until(() -> state(build) == State.ACTIVE);
        assertThat(total()).isEqualTo(300);
    }

    @Test
    void projectionThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> projections.rebuild("tallies", "ada"))
                .withMessage("There is no projection tallies");
    }

    private State state(Build build) {
        return projections.progress().stream()
                .filter(each -> each.build().equals(build))
                .map(Progress::state)
                .findFirst()
                .orElse(State.RETIRED);
    }

    private long total() {
        return jdbc.sql("select total from counter where id = ?")
                .param(stream.id())
                .query(Long.class)
                .single();
    }

    private List<String> tables() {
        return jdbc.sql(
                        "select relname::text from pg_class where relname like 'counter%' and relkind = 'r' and relnamespace = current_schema()::regnamespace")
                .query(String.class)
                .list();
    }

    private List<String> audited(Build build) {
        return jdbc.sql(
                        "select what || ' ' || coalesce(who, '') from projection_audit where projection = ? and build = ?")
                .params(build.projection(), build.number())
                .query(String.class)
                .list();
    }

    private Position move(int... by) {
        return append(
                0,
                IntStream.of(by).mapToObj(each -> new Moved(stream.id(), each)).toArray(DomainEvent[]::new));
    }

    private Position append(DomainEvent event) {
        return append(0, event);
    }

    private Position append(long version, DomainEvent... events) {
        return requireNonNull(transactions.execute(_ -> (Appended) store.append(stream, version, List.of(events))))
                .position();
    }
}
