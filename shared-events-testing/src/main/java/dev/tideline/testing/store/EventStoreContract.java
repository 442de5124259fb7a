package dev.tideline.testing.store;

import static java.util.Objects.requireNonNull;
import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.EventType;
import dev.tideline.events.store.Append;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import dev.tideline.events.store.EventFilter;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Page;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a caller may rely on, whatever keeps the events. Others may append at the same time. */
public abstract class EventStoreContract {

    private static final int WRITERS = 16;
    private static final int STREAMS = 100;
    private static final int APPENDS = 10_000;
    private static final int PAGE = 700;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @EventType("contract.counter.moved")
    public record Moved(String counter, int by) implements DomainEvent {

        @Override
        public String aggregateId() {
            return counter;
        }
    }

    @EventType("contract.counter.renamed")
    public record Renamed(String counter, String name) implements DomainEvent {

        @Override
        public String aggregateId() {
            return counter;
        }
    }

    @EventType("contract.other.moved")
    public record OtherMoved(String other) implements DomainEvent {

        @Override
        public String aggregateId() {
            return other;
        }
    }

    protected final StreamId stream = newStream();

    protected abstract EventStore store();

    /** Runs it in a transaction, where the store knows of any. */
    protected abstract <R> R inTransaction(Supplier<R> work);

    /** What was published of that stream so far, or will be. */
    protected abstract List<EventMetadata> published(StreamId stream);

    protected static StreamId newStream() {
        return new StreamId("counter", UUID.randomUUID().toString());
    }

    protected Append append(StreamId to, long expectedVersion, DomainEvent... events) {
        return inTransaction(() -> store().append(to, expectedVersion, Arrays.asList(events)));
    }

    protected Moved moved(int by) {
        return new Moved(stream.id(), by);
    }

    private Renamed renamed(String name) {
        return new Renamed(stream.id(), name);
    }

    @Test
    void streamIsReadInTheOrderOfItsVersions() {
        append(stream, 0, moved(1), renamed("Ada"));
        append(stream, 2, moved(3));
        List<StoredEvent> all = store().read(stream, 1, 10);
        assertThat(all).extracting(StoredEvent::version).containsExactly(1L, 2L, 3L);
        assertThat(all)
                .extracting(each -> (Object) each.event().payload())
                .containsExactly(moved(1), renamed("Ada"), moved(3));
        assertThat(all).extracting(StoredEvent::stream).containsOnly(stream);
        assertThat(all)
                .extracting(each -> each.event().metadata().aggregateVersion())
                .containsExactly(1L, 2L, 3L);
        assertThat(store().read(stream, 2, 1)).extracting(StoredEvent::version).containsExactly(2L);
        assertThat(store().read(stream, 4, 10)).isEmpty();
        assertThat(store().read(newStream(), 1, 10)).isEmpty();
    }

    @Test
    void streamThatIsElsewhereIsAConflictAndNothingIsAppended() {
        assertThat(append(stream, 0, moved(1), moved(2)))
                .isInstanceOfSatisfying(
                        Appended.class,
                        appended -> assertThat(appended.version()).isEqualTo(2));
        assertThat(append(stream, 0, moved(3))).isEqualTo(new Conflict(stream, 0, 2));
        assertThat(append(stream, 1, moved(3), moved(4))).isEqualTo(new Conflict(stream, 1, 2));
        assertThat(append(stream, 3, moved(3))).isEqualTo(new Conflict(stream, 3, 2));
        StreamId absent = newStream();
        assertThat(append(absent, 1, new Moved(absent.id(), 1))).isEqualTo(new Conflict(absent, 1, 0));
        assertThat(store().version(stream)).isEqualTo(2);
        assertThat(store().version(absent)).isZero();
        assertThat(store().read(stream, 1, 10)).hasSize(2);
    }

    @Test
    void whoMetAConflictCanAppendAfterAll() {
        append(stream, 0, moved(1));
        Append second = inTransaction(() -> switch (store().append(stream, 0, List.of(moved(2)))) {
            case Conflict conflict -> store().append(stream, conflict.actual(), List.of(moved(2)));
            case Appended unexpected -> unexpected;
        });
        assertThat(second).isInstanceOf(Appended.class);
        assertThat(published(stream))
                .extracting(EventMetadata::aggregateVersion)
                .containsExactly(1L, 2L);
    }

    @Test
    void whatDoesNotBelongToTheStreamIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> append(stream, 0, moved(1), new Moved("another", 1)))
                .withMessageContaining("counter:another does not belong to " + stream);
        assertThatIllegalArgumentException().isThrownBy(() -> append(stream, 0, new OtherMoved(stream.id())));
        assertThatIllegalArgumentException().isThrownBy(() -> append(stream, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> append(stream, -1, moved(1)));
        assertThat(store().version(stream)).isZero();
    }

    @Test
    void streamsAreListedPageByPageEachOnce() {
        List<StreamId> three = List.of(newStream(), newStream(), newStream());
        three.forEach(each -> append(each, 0, new Moved(each.id(), 1)));
        List<StreamId> all = new ArrayList<>();
        List<StreamId> page = store().streams(stream.type(), "", 2);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store().streams(stream.type(), page.getLast().id(), 2);
        }
        assertThat(all).containsAll(three).doesNotHaveDuplicates();
        assertThat(store().streams("no-such-type", "", 2)).isEmpty();
    }

    @Test
    void everyEventIsPublishedAsItIsKept() {
        append(stream, 0, moved(1), renamed("Ada"));
        assertThat(published(stream))
                .containsExactlyElementsOf(store().read(stream, 1, 10).stream()
                        .map(each -> each.event().metadata())
                        .toList());
    }

    @Test
    void eventIsFoundByItsId() {
        append(stream, 0, moved(1), moved(2));
        StoredEvent second = store().read(stream, 2, 1).getFirst();
        assertThat(store().find(second.event().metadata().identity())).contains(second);
        assertThat(store().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void allAreReadInOneOrderBehindAPosition() {
        append(stream, 0, moved(1), moved(2));
        StreamId other = newStream();
        Position last = position(append(other, 0, new Moved(other.id(), 1)));
        append(stream, 2, moved(3));
        List<StoredEvent> own = follow(4, Position.START, EventFilter.ALL, stream, other);
        assertThat(own)
                .extracting(each -> each.stream() + " " + each.version())
                .containsExactly(stream + " 1", stream + " 2", other + " 1", stream + " 3");
        assertThat(own).extracting(StoredEvent::position).isSorted().doesNotHaveDuplicates();
        assertThat(own.get(2).position()).isEqualTo(last);
        assertThat(readToTheEnd(last, EventFilter.ALL, stream, other)).containsExactly(own.getLast());
        assertThat(readToTheEnd(own.getLast().position(), EventFilter.ALL, stream, other))
                .isEmpty();
    }

    @Test
    void pageIsNoLongerThanItsLimitAndTheNextGoesOnFromItsEnd() {
        append(stream, 0, moved(1), moved(2), moved(3));
        Position before =
                follow(3, Position.START, EventFilter.ALL, stream).getFirst().position();
        Page second = store().readAll(before, EventFilter.ALL, 1);
        assertThat(second.events()).hasSize(1);
        assertThat(second.upTo()).isEqualTo(second.events().getFirst().position());
        Page third = store().readAll(second.upTo(), EventFilter.ALL, 1);
        assertThat(third.events().getFirst().position()).isGreaterThan(second.upTo());
    }

    /** Who waits for few types has to know that it has come past all others. */
    @Test
    void readerComesPastWhatItDidNotAskFor() {
        Position last = position(append(stream, 0, moved(1)));
        EventFilter rare = EventFilter.types("contract.nothing.done");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                store().readAll(Position.START, rare, PAGE).upTo())
                        .isGreaterThanOrEqualTo(last));
        Page page = store().readAll(last, rare, PAGE);
        assertThat(page.events()).isEmpty();
        append(stream, 1, moved(2));
        assertThat(follow(1, page.upTo(), EventFilter.ALL, stream))
                .as("nothing was passed by")
                .extracting(StoredEvent::version)
                .containsExactly(2L);
    }

    @Test
    void allAreReadByTypeAndTime() {
        append(stream, 0, moved(1));
        timePasses();
        append(stream, 1, renamed("Ada"));
        timePasses();
        append(stream, 2, moved(2));
        List<StoredEvent> all = follow(3, Position.START, EventFilter.ALL, stream);
        Instant second = time(all.get(1));
        Instant third = time(all.get(2));
        EventFilter moves = EventFilter.types("contract.counter.moved");
        assertThat(versions(moves)).containsExactly(1L, 3L);
        assertThat(versions(EventFilter.types("contract.counter.moved", "contract.counter.renamed")))
                .containsExactly(1L, 2L, 3L);
        assertThat(versions(EventFilter.types("contract.nothing.done"))).isEmpty();
        assertThat(versions(EventFilter.ALL.between(second, null))).containsExactly(2L, 3L);
        assertThat(versions(EventFilter.ALL.between(null, third))).containsExactly(1L, 2L);
        assertThat(versions(EventFilter.ALL.between(second, third))).containsExactly(2L);
        assertThat(versions(moves.between(second, null))).containsExactly(3L);
        assertThat(versions(EventFilter.ALL.between(third.plusSeconds(60), null)))
                .isEmpty();
    }

    @Test
    void positionSurvivesBeingWrittenDown() {
        Position position = position(append(stream, 0, moved(1)));
        assertThat(Position.parse(position.toString())).isEqualTo(position);
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("1-x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("+1-2"));
    }

    /** Each writer goes on wherever the others have brought the streams. */
    @Test
    void manyWritersAtOnceLeaveNoGapAndReadersMissNothing() throws Exception {
        List<StreamId> streams =
                rangeClosed(1, STREAMS).mapToObj(_ -> newStream()).toList();
        AtomicInteger left = new AtomicInteger(APPENDS);
        Map<StreamId, Integer> appended = new ConcurrentHashMap<>();
        List<StoredEvent> seen;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(executor.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        StreamId to = streams.get(ThreadLocalRandom.current().nextInt(STREAMS));
                        appendSomewhere(to);
                        appended.merge(to, 1, Integer::sum);
                    }
                }));
            }
            seen = followWhile(writers, streams);
        }
        assertThat(seen)
                .extracting(each -> each.event().metadata().id())
                .hasSize(APPENDS)
                .doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo(Comparator.comparing(StoredEvent::position));
        Map<StreamId, List<Long>> versions = new HashMap<>();
        seen.forEach(each ->
                versions.computeIfAbsent(each.stream(), _ -> new ArrayList<>()).add(each.version()));
        appended.forEach((each, count) -> assertThat(versions.get(each))
                .as(each.toString())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList()));
        assertThat(readToTheEnd(Position.START, EventFilter.ALL, streams.toArray(StreamId[]::new)))
                .as("read again")
                .isEqualTo(seen);
    }

    /** One event behind whatever is there, until it succeeds. */
    protected void appendSomewhere(StreamId to) {
        while (!(append(to, store().version(to), new Moved(to.id(), 1)) instanceof Appended)) {
            Thread.onSpinWait();
        }
    }

    /** Follows while they write, and until all of it has been seen or it takes too long. */
    private List<StoredEvent> followWhile(List<Future<?>> writers, List<StreamId> streams)
            throws ExecutionException, InterruptedException {
        List<StoredEvent> seen = new ArrayList<>();
        Position after = Position.START;
        long deadline = Long.MAX_VALUE;
        while (seen.size() < APPENDS && System.nanoTime() < deadline) {
            if (deadline == Long.MAX_VALUE && writers.stream().allMatch(Future::isDone)) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            Page page = store().readAll(after, EventFilter.ALL, PAGE);
            after = page.upTo();
            page.events().stream()
                    .filter(each -> streams.contains(each.stream()))
                    .forEach(seen::add);
        }
        for (Future<?> each : writers) {
            each.get();
        }
        return seen;
    }

    private List<Long> versions(EventFilter filter) {
        return readToTheEnd(Position.START, filter, stream).stream()
                .map(StoredEvent::version)
                .toList();
    }

    /** Those of the streams, as soon as there are so many: they may be withheld for a while. */
    protected final List<StoredEvent> follow(int count, Position from, EventFilter filter, StreamId... streams) {
        return await().atMost(PATIENCE).until(() -> readToTheEnd(from, filter, streams), own -> own.size() >= count);
    }

    /** Those of the streams among all that can be seen now, page by page. */
    protected final List<StoredEvent> readToTheEnd(Position from, EventFilter filter, StreamId... streams) {
        List<StoredEvent> own = new ArrayList<>();
        Page page = store().readAll(from, filter, PAGE);
        while (!page.events().isEmpty()) {
            page.events().stream()
                    .filter(each -> Arrays.asList(streams).contains(each.stream()))
                    .forEach(own::add);
            page = store().readAll(page.upTo(), filter, PAGE);
        }
        return own;
    }

    private static Position position(Append append) {
        assertThat(append).isInstanceOf(Appended.class);
        return ((Appended) append).position();
    }

    private static Instant time(StoredEvent event) {
        return requireNonNull(event.event().metadata().time());
    }

    /** So that the next event has another time. */
    private static void timePasses() {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
}
