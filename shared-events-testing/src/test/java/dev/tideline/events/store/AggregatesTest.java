package dev.tideline.events.store;

import static dev.tideline.testing.store.Decisions.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.DomainEvent;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

class AggregatesTest {

    sealed interface Happened extends DomainEvent permits Paid, Closed {}

    @EventType("shop.till.paid")
    record Paid(String till, BigDecimal amount) implements Happened {

        @Override
        public String aggregateId() {
            return till;
        }
    }

    @EventType("shop.till.closed")
    record Closed(String till) implements Happened {

        @Override
        public String aggregateId() {
            return till;
        }
    }

    @EventType("shop.till.polished")
    record Polished(String till) implements DomainEvent {

        @Override
        public String aggregateId() {
            return till;
        }
    }

    record Till(BigDecimal takings, int payments, boolean closed) {

        static final Aggregate<Till, Happened> KIND = Aggregate.of(
                "till", Till.class, new Till(new BigDecimal("0.00"), 0, false), Happened.class, Till::evolve);

        private static Till evolve(Till till, Happened event) {
            return switch (event) {
                case Paid paid -> new Till(till.takings.add(paid.amount()), till.payments + 1, till.closed);
                case Closed _ -> new Till(till.takings, till.payments, true);
            };
        }

        static Decision<Happened, Boolean> pay(Till till, Paid paid) {
            return till.closed ? Decision.nothing(false) : new Decision<>(List.of(paid), true);
        }
    }

    private static final String SCHEMA = "1-" + Shape.of(Till.class);
    private static final Paid PAID = new Paid("1", new BigDecimal("39.80"));

    private final EventCatalogue catalogue = EventCatalogue.of(List.of(Paid.class, Closed.class, Polished.class));
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InMemoryEventStore memory = new InMemoryEventStore(
            new Envelopes(URI.create("/shop"), catalogue, new SettableClock()),
            new CloudEventsJson(catalogue),
            each -> {});
    private final Reads store = new Reads(memory);
    private final InMemorySnapshots snapshots = new InMemorySnapshots();
    private final Aggregates<Till, Happened> tills = tills(SnapshotRule.NEVER);

    @Test
    void decisionsAreTriedWithoutAStore() {
        given(Till.KIND, PAID)
                .is(new Till(new BigDecimal("39.80"), 1, false))
                .when(till -> Till.pay(till, PAID))
                .then(PAID)
                .answers(true)
                .after()
                .is(new Till(new BigDecimal("79.60"), 2, false));
        given(Till.KIND, new Closed("1"))
                .when(till -> Till.pay(till, PAID))
                .thenNothing()
                .answers(false);
    }

    @Test
    void aggregateIsWhatItsEventsMadeOfIt() {
        assertThat(tills.load("1").exists()).isFalse();
        Changed<Boolean> first = tills.change("1", 1, current -> Till.pay(current.state(), PAID));
        Changed<Boolean> second = tills.change("1", 1, current -> Till.pay(current.state(), PAID));
        assertThat(first.answer()).isTrue();
        assertThat(second.position()).isGreaterThan(first.position());
        assertThat(tills.load("1"))
                .isEqualTo(new Current<>(new StreamId("till", "1"), 2, new Till(new BigDecimal("79.60"), 2, false)));
        assertThat(tills.history("1", 2, 10)).extracting(StoredEvent::version).containsExactly(2L);
    }

    @Test
    void itIsSeenAsItWas() {
        Instant first = now;
        pay(1);
        now = now.plusSeconds(60);
        pay(1);
        assertThat(tills.asOf("1", first.minusMillis(1)).exists()).isFalse();
        assertThat(tills.asOf("1", first).version()).isEqualTo(1);
        assertThat(tills.asOf("1", now.minusMillis(1)).state().payments()).isEqualTo(1);
        assertThat(tills.asOf("1", now).version()).isEqualTo(2);
    }

    @Test
    void conflictIsTriedAgainOnWhatOthersMadeOfIt() {
        List<Integer> seen = new ArrayList<>();
        Changed<Boolean> paid = tills.change("1", 3, current -> {
            seen.add(current.state().payments());
            if (seen.size() < 3) {
                pay(1); // somebody else
            }
            return Till.pay(current.state(), PAID);
        });
        assertThat(paid.answer()).isTrue();
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(tills.load("1").version()).isEqualTo(3);
    }

    @Test
    void whoAlwaysComesSecondGivesUp() {
        assertThatThrownBy(() -> tills.change("1", 2, current -> {
                    pay(1);
                    return Till.pay(current.state(), PAID);
                }))
                .isInstanceOf(OptimisticLockingFailureException.class)
                .hasMessage("till:1 was expected at version 1 and is at 2, after 2 attempts");
    }

    @Test
    void whatDecidesNothingMeetsNoConflict() {
        pay(1);
        Changed<String> changed = tills.change("1", 1, current -> {
            pay(1);
            return Decision.nothing("Nothing");
        });
        assertThat(changed).isEqualTo(new Changed<>("Nothing", Position.START));
        assertThat(tills.load("1").version()).isEqualTo(2);
    }

    @Test
    void historyIsReadFromTheLastSnapshotOn() {
        Aggregates<Till, Happened> remembered = tills(SnapshotRule.every(10, 1));
        pay(remembered, 25);
        assertThat(snapshots.find(new StreamId("till", "1"), SCHEMA))
                .map(Snapshot::version)
                .contains(20L);
        store.read.clear();
        assertThat(remembered.load("1")).isEqualTo(tills.load("1"));
        assertThat(store.read.getFirst()).isEqualTo(21L);
        assertThat(remembered.asOf("1", now)).isEqualTo(tills.load("1"));
    }

    @Test
    void snapshotOfSeveralEventsAtOnceIsTakenAfterTheLast() {
        Aggregates<Till, Happened> remembered = tills(SnapshotRule.every(10, 1));
        remembered.append(remembered.load("1"), Collections.nCopies(13, PAID));
        assertThat(snapshots.find(new StreamId("till", "1"), SCHEMA))
                .map(Snapshot::version)
                .contains(13L);
        assertThat(remembered.load("1")).isEqualTo(tills.load("1"));
    }

    @Test
    void snapshotOfAnOlderEditionIsIgnored() {
        pay(tills(SnapshotRule.every(10, 1)), 10);
        store.read.clear();
        assertThat(tills(SnapshotRule.every(10, 2)).load("1").version()).isEqualTo(10);
        assertThat(store.read).containsExactly(1L);
    }

    @Test
    void snapshotThatDoesNotFitIsIgnored() {
        pay(10);
        snapshots.keep(new Snapshot(new StreamId("till", "1"), SCHEMA, 10, "{\"takings\":\"much\"}"));
        assertThat(tills(SnapshotRule.every(10, 1)).load("1")).isEqualTo(tills.load("1"));
    }

    @Test
    void snapshotIsOfNoUseToAStateWithOtherComponents() {
        assertThat(Shape.of(Till.class)).isEqualTo(Shape.of(Till.class)).isNotEqualTo(Shape.of(Drawer.class));
        assertThat(Shape.of(Once.Kept.class)).isNotEqualTo(Shape.of(Now.Kept.class));
    }

    /** Two makes of one state. */
    interface Once {
        record Kept(List<Part> parts) {}

        record Part(String name) {}
    }

    interface Now {
        record Kept(List<Part> parts) {}

        record Part(String name, int size) {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    sealed interface Drawer permits Shut, Open {}

    record Shut() implements Drawer {}

    record Open(int coins) implements Drawer {}

    @Test
    void stateMayBeOneOfSeveral() {
        Aggregate<Drawer, Happened> kind = Aggregate.of(
                        "till", Drawer.class, new Shut(), Happened.class, AggregatesTest::evolve)
                .snapshots(SnapshotRule.every(1, 1));
        Aggregates<Drawer, Happened> drawers = new Aggregates<>(kind, store, snapshots);
        pay(2);
        drawers.change("1", 1, _ -> new Decision<>(List.of(PAID), true));
        store.read.clear();
        assertThat(drawers.load("1").state()).isEqualTo(new Open(3));
        assertThat(store.read).containsExactly(4L);
    }

    private static Drawer evolve(Drawer drawer, Happened event) {
        return switch (event) {
            case Paid _ -> new Open(drawer instanceof Open(int coins) ? coins + 1 : 1);
            case Closed _ -> new Shut();
        };
    }

    @Test
    void longHistoryIsReadToItsEnd() {
        assertThat(memory.append(new StreamId("till", "1"), 0, Collections.nCopies(2_500, PAID)))
                .isInstanceOf(Append.Appended.class);
        assertThat(tills.load("1").state().payments()).isEqualTo(2_500);
    }

    @Test
    void eventOfAnotherKindIsNamed() {
        assertThat(memory.append(new StreamId("till", "1"), 0, List.of(new Polished("1"))))
                .isInstanceOf(Append.Appended.class);
        assertThatThrownBy(() -> tills.load("1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Event 1 of till:1 is a shop.till.polished, which is no Happened");
    }

    private void pay(int times) {
        pay(tills, times);
    }

    private static void pay(Aggregates<Till, Happened> tills, int times) {
        IntStream.range(0, times).forEach(_ -> tills.change("1", 1, current -> Till.pay(current.state(), PAID)));
    }

    private Aggregates<Till, Happened> tills(SnapshotRule rule) {
        return new Aggregates<>(Till.KIND.snapshots(rule), store, snapshots);
    }

    /** Tells from which version on it was read. */
    private record Reads(EventStore store, List<Long> read) implements EventStore {

        Reads(EventStore store) {
            this(store, new ArrayList<>());
        }

        @Override
        public Append append(StreamId stream, long expectedVersion, List<? extends DomainEvent> events) {
            return store.append(stream, expectedVersion, events);
        }

        @Override
        public long version(StreamId stream) {
            return store.version(stream);
        }

        @Override
        public List<StoredEvent> read(StreamId stream, long fromVersion, int limit) {
            read.add(fromVersion);
            return store.read(stream, fromVersion, limit);
        }

        @Override
        public Page readAll(Position after, EventFilter filter, int limit) {
            return store.readAll(after, filter, limit);
        }

        @Override
        public Optional<StoredEvent> find(UUID eventId) {
            return store.find(eventId);
        }

        @Override
        public List<StreamId> streams(String type, String afterId, int limit) {
            return store.streams(type, afterId, limit);
        }
    }

    private final class SettableClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
