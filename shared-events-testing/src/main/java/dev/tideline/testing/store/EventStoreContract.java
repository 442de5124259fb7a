package dev.tideline.testing.store;

import static java.util.Objects.requireNonNull;
import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.EventType;
import dev.tideline.events.store.Append;
import dev.tideline.events.store.Append.Appended;
import dev.tideline.events.store.Append.Conflict;
import dev.tideline.events.store.EventFilter;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Position;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
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
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a caller may rely on, whatever keeps the events. Others may append at the same time. */
public abstract class EventStoreContract {

    private static final int WRITERS = 16;
    private static final int STREAMS = 100;
    private static final int APPENDS = 10_000;
    private static final int PAGE = 700;

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
        Position last = ((Appended) append(other, 0, new Moved(other.id(), 1))).position();
        append(stream, 2, moved(3));
        List<StoredEvent> own = followed(Position.START, EventFilter.ALL, stream, other);
        assertThat(own)
                .extracting(each -> each.stream() + " " + each.version())
                .containsExactly(stream + " 1", stream + " 2", other + " 1", stream + " 3");
        assertThat(own).extracting(StoredEvent::position).isSorted().doesNotHaveDuplicates();
        assertThat(own.get(2).position()).isEqualTo(last);
        assertThat(followed(last, EventFilter.ALL, stream, other)).containsExactly(own.getLast());
    }

    @Test
    void allAreReadByTypeAndTime() {
        Instant before = Instant.now().minusMillis(1);
        append(stream, 0, moved(1), renamed("Ada"));
        append(stream, 2, moved(2));
        Instant third = time(store().read(stream, 3, 1).getFirst());
        assertThat(versions(EventFilter.types("contract.counter.moved"))).containsExactly(1L, 3L);
        assertThat(versions(EventFilter.types("contract.counter.moved", "contract.counter.renamed")))
                .containsExactly(1L, 2L, 3L);
        assertThat(versions(EventFilter.types("contract.nothing.done"))).isEmpty();
        assertThat(versions(EventFilter.ALL.between(third, null))).contains(3L);
        assertThat(versions(EventFilter.ALL.between(null, third))).doesNotContain(3L);
        assertThat(versions(EventFilter.types("contract.counter.renamed").between(before, third.plusNanos(1_000))))
                .containsExactly(2L);
    }

    @Test
    void positionSurvivesBeingWrittenDown() {
        Position position = ((Appended) append(stream, 0, moved(1))).position();
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
            seen = follow(streams, writers);
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
        assertThat(followed(Position.START, EventFilter.ALL, streams.toArray(StreamId[]::new)))
                .as("read again")
                .isEqualTo(seen);
    }

    /** One event behind whatever is there, until it succeeds. */
    protected void appendSomewhere(StreamId to) {
        while (!(append(to, store().version(to), new Moved(to.id(), 1)) instanceof Appended)) {
            Thread.onSpinWait();
        }
    }

    /** Follows while they write, and to the end. */
    private List<StoredEvent> follow(List<StreamId> streams, List<Future<?>> writers)
            throws ExecutionException, InterruptedException {
        List<StoredEvent> seen = new ArrayList<>();
        Position after = Position.START;
        boolean last;
        do {
            last = writers.stream().allMatch(Future::isDone);
            List<StoredEvent> page = store().readAll(after, EventFilter.ALL, PAGE);
            while (!page.isEmpty()) {
                after = page.getLast().position();
                page.stream().filter(each -> streams.contains(each.stream())).forEach(seen::add);
                page = store().readAll(after, EventFilter.ALL, PAGE);
            }
        } while (!last);
        for (Future<?> each : writers) {
            each.get();
        }
        return seen;
    }

    private List<Long> versions(EventFilter filter) {
        return followed(Position.START, filter, stream).stream()
                .map(StoredEvent::version)
                .toList();
    }

    /** Those of the streams among all, page by page. */
    protected final List<StoredEvent> followed(Position from, EventFilter filter, StreamId... streams) {
        List<StoredEvent> own = new ArrayList<>();
        Position after = from;
        for (List<StoredEvent> page = store().readAll(after, filter, PAGE);
                !page.isEmpty();
                page = store().readAll(after, filter, PAGE)) {
            assertThat(page).hasSizeLessThanOrEqualTo(PAGE);
            after = page.getLast().position();
            page.stream()
                    .filter(each -> Arrays.asList(streams).contains(each.stream()))
                    .forEach(own::add);
        }
        return own;
    }

    private static Instant time(StoredEvent event) {
        return requireNonNull(event.event().metadata().time());
    }
}
