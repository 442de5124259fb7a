package dev.tideline.events.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows in their order. What Kafka refuses for good is parked, and so is what follows it under its key; all else flows.
 *
 * <p>A refusal that comes back from the broker closes the producer, before any later batch for that partition leaves: nothing overtakes
 * it. What was not acknowledged then is sent again by a new producer; so it is where a topic has gone since rows were sent to it. Any other
 * failure ends the publishing; the caller starts over from what is unconfirmed.
 */
final class Publisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private static final Duration RETRYING = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Places places;
    private final ParkedRows parked;
    private final AtomicLong published;
    private final Duration patience;
    private final AtomicReference<String> trouble;
    private final Set<Line> waiting = new LinkedHashSet<>();
    private final Deque<Line> toRetry = new ArrayDeque<>();
    private final Map<String, Throwable> closedToRetry = new HashMap<>();
    private boolean retrySingly;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean outdated = true;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /**
     * A publisher that looks at what is parked before it sends its first rows.
     *
     * @param patience how long to wait for Kafka before asking whether the topics are still there
     * @param trouble says so while Kafka has not answered for longer than that; else empty
     */
    Publisher(
            Supplier<Producer<byte[], byte[]>> producers,
            Places places,
            ParkedRows parked,
            AtomicLong published,
            Duration patience,
            AtomicReference<String> trouble) {
        this.producers = producers;
        this.places = places;
        this.parked = parked;
        this.published = published;
        this.patience = patience;
        this.trouble = trouble;
    }

    /** Looks at what is parked anew before the next rows: until they came from the slot, another leader may have gone on parking. */
    void lookAgain() {
        outdated = true;
    }

    /**
     * Returns when Kafka has acknowledged every one of them, or it is parked.
     *
     * @throws IllegalStateException naming the first row that could not be sent, and why
     */
    void publish(List<OutboxRow> rows) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (outdated && !rows.isEmpty()) {
                loadWaiting();
                outdated = false;
            }
            Map<String, Throwable> closed = new HashMap<>();
            List<OutboxRow> left = rows;
            boolean singly = false;
            while (!left.isEmpty()) {
                Round round = new Round(waiting, closed, singly);
                round.send(left);
                left = round.finish();
                singly = round.unclear;
                park(round.parked);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Tries what is parked, line by line and each in its order, until one of the line is refused again. Rows that are to be published take
     * turns with it. What takes long is gone on with when this is called again, whether it is due then or not; while Kafka is away nothing
     * is done.
     *
     * @param due whether it is time; if not, a new round is begun only where an operator asked for it
     * @return whether a new round was begun
     */
    boolean retryParked(boolean due) throws SQLException, InterruptedException {
        long end = System.nanoTime() + RETRYING.toNanos();
        boolean begun = false;
        while (turn.tryLock(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            try {
                if (toRetry.isEmpty()) {
                    if (begun || !(parked.retryRequested() || due)) {
                        return begun;
                    }
                    beginRetry();
                    begun = true;
                }
                if (!toRetry.isEmpty()) {
                    retry(toRetry.getFirst());
                }
            } finally {
                turn.unlock();
            }
            if (System.nanoTime() > end) {
                return begun;
            }
        }
        return begun;
    }

    private void beginRetry() {
        places.forget();
        closedToRetry.clear();
        loadWaiting();
        toRetry.addAll(waiting);
    }

    private void loadWaiting() {
        try {
            Set<Line> lines = parked.lines();
            waiting.clear();
            waiting.addAll(lines);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not read what is parked: " + e.getMessage(), e);
        }
    }

    /** A page of the line. */
    private void retry(Line line) throws SQLException, InterruptedException {
        List<OutboxRow> rows = parked.first(line);
        if (rows.isEmpty()) {
            toRetry.removeFirst();
            waiting.remove(line);
            log.info("What was parked of key {} of topic {} is published", line.key(), line.topic());
            return;
        }
        Round round = new Round(Set.of(), closedToRetry, retrySingly);
        round.send(rows);
        round.finish();
        retrySingly = round.unclear;
        parked.published(round.acknowledged);
        if (!round.parked.isEmpty()) {
            var refused = round.parked.entrySet().iterator().next();
            parked.refusedAgain(refused.getKey(), refused.getValue());
            toRetry.removeFirst();
        }
    }

    private void park(Map<OutboxRow, String> refused) {
        if (refused.isEmpty()) {
            return;
        }
        try {
            Set<String> discarded = parked.discarded(
                    refused.keySet().stream().map(OutboxRow::id).collect(Collectors.toSet()));
            refused.keySet().removeIf(row -> discarded.contains(row.id()));
            parked.park(refused);
            refused.forEach((row, reason) -> {
                if (waiting.add(line(row))) {
                    log.warn("Parked {} and whatever follows it: {}", row, reason);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Could not park what Kafka refused: " + e.getMessage(), e);
        }
    }

    private static Line line(OutboxRow row) {
        return new Line(row.topic(), row.key());
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        return open;
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ZERO); // what it still held is not confirmed
            producer = null;
        }
    }

    /** Rows sent with one producer, until the first refusal that comes back from the broker, or a topic is gone. */
    private final class Round {

        /** One that was not tried was refused without asking the broker, or comes after the end of the round. */
        private record Sent(OutboxRow row, Future<RecordMetadata> result, boolean tried) {}

        private final Set<Line> blocked;
        private final Map<String, Throwable> closed;
        private final boolean singly;
        private final List<Sent> sent = new ArrayList<>();
        private final AtomicBoolean broken = new AtomicBoolean();
        private boolean placeGone;

        /** Whether the broker refused a row while it was open what becomes of an earlier one of its line: nothing is parked for that. */
        private boolean unclear;

        private final List<OutboxRow> acknowledged = new ArrayList<>();

        /** What was refused or is behind such a row, with the reason, in order. */
        private final Map<OutboxRow, String> parked = new LinkedHashMap<>();

        /**
         * A round behind what waits.
         *
         * @param closed topics that take nothing, and why; those found are added
         * @param singly whether to send each row only when the one before it is acknowledged
         */
        Round(Set<Line> waiting, Map<String, Throwable> closed, boolean singly) {
            this.blocked = new HashSet<>(waiting);
            this.closed = closed;
            this.singly = singly;
        }

        void send(List<OutboxRow> rows) throws InterruptedException {
            Producer<byte[], byte[]> open = producer();
            for (OutboxRow row : rows) {
                Throwable shut = closed.get(row.topic());
                if (broken.get() || blocked.contains(line(row))) {
                    notTried(row, new Refusal.Behind());
                } else if (shut != null) {
                    refuse(row, shut);
                } else if (places.knownMissing(row)) {
                    refuse(row, new Refusal.NoSuchPlace(Places.name(row) + " does not exist"));
                } else {
                    send(row, open);
                    if (singly) {
                        await(sent.getLast());
                    }
                }
            }
            for (Sent each : sent) {
                await(each);
            }
        }

        /** The producer keeps what it has for a topic that is gone for ever: that is taken back. */
        private void await(Sent row) throws InterruptedException {
            if (row.result().isDone()) {
                return;
            }
            Instant since = Instant.now();
            try {
                while (!broken.get() && !answered(row)) {
                    trouble.set("Kafka has not taken " + row.row() + ", waiting since " + since);
                    if (places.askIfMissing(unanswered()) && broken.compareAndSet(false, true)) {
                        placeGone = true;
                        close();
                    }
                }
            } finally {
                trouble.set("");
            }
        }

        private boolean answered(Sent row) throws InterruptedException {
            try {
                row.result().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException refused) {
                return true;
            } catch (java.util.concurrent.TimeoutException e) {
                return false;
            }
            return true;
        }

        private List<OutboxRow> unanswered() {
            return sent.stream()
                    .filter(each -> !each.result().isDone())
                    .map(Sent::row)
                    .toList();
        }

        /**
         * A refusal that comes at once, before the row is on its way, ends nothing: what went before it goes on. Any other failure that
         * comes at once ends the round: a later row of the key, sent when that has passed, would overtake this one.
         */
        private void send(OutboxRow row, Producer<byte[], byte[]> open) throws InterruptedException {
            AtomicBoolean onItsWay = new AtomicBoolean();
            AtomicBoolean failed = new AtomicBoolean(); // as the result tells only after the callback
            Future<RecordMetadata> result;
            try {
                result = open.send(row.event(), (_, failure) -> {
                    if (failure == null) {
                        return;
                    }
                    failed.set(true);
                    if (onItsWay.get() && broken.compareAndSet(false, true)) {
                        open.close(Duration.ZERO);
                    }
                });
            } catch (IllegalArgumentException invalid) {
                refuse(row, new Refusal.NoSuchPlace(invalid.toString()));
                return;
            } catch (InterruptException interrupted) {
                throw interrupted;
            } catch (IllegalStateException
                    | KafkaException gone) { // the latter where it was closed while it waited in there
                if (!broken.get()) {
                    throw gone;
                }
                notTried(row, gone);
                return;
            }
            onItsWay.set(true);
            Throwable failure = failed.get() || result.isDone() ? failure(result) : null;
            if (failure instanceof TimeoutException && places.askIfMissing(List.of(row))) {
                refuse(row, new Refusal.NoSuchPlace(Places.name(row) + " does not exist"));
            } else if (failure != null && Refusal.isForGood(failure) && !broken.get()) {
                refuse(row, failure);
            } else if (failure != null && !broken.get()) {
                throw notTaken(row, failure);
            } else {
                sent.add(new Sent(row, result, true));
            }
        }

        private void refuse(OutboxRow row, Throwable why) {
            blocked.add(line(row));
            closeIfOfTopic(row, why);
            notTried(row, why);
        }

        private void notTried(OutboxRow row, Throwable why) {
            sent.add(new Sent(row, CompletableFuture.failedFuture(why), false));
        }

        /** What waits for that topic is parked without asking the broker for each key, and a new producer each time. */
        private void closeIfOfTopic(OutboxRow row, Throwable why) {
            if (Refusal.isOfTopic(why)) {
                closed.putIfAbsent(row.topic(), why);
            }
        }

        /** Returns what has to be sent again. */
        List<OutboxRow> finish() throws InterruptedException {
            if (broken.get()) {
                return finishBroken();
            }
            for (Sent each : sent) {
                Throwable failure = failure(each.result());
                if (failure == null) {
                    acknowledged.add(each.row());
                } else if (Refusal.isForGood(failure)) {
                    parked.put(each.row(), Refusal.reason(failure));
                } else {
                    throw notTaken(each.row(), failure);
                }
            }
            published.addAndGet(acknowledged.size());
            return List.of();
        }

        /** Parks the first that the broker refused and nothing else: all that was not acknowledged is looked at anew. */
        private List<OutboxRow> finishBroken() throws InterruptedException {
            close();
            List<OutboxRow> left = new ArrayList<>();
            Set<Line> open = new HashSet<>();
            @Nullable Sent other = null;
            for (Sent each : sent) {
                Throwable failure = failure(each.result());
                if (failure == null) {
                    acknowledged.add(each.row());
                    continue;
                }
                boolean refused = each.tried() && Refusal.isForGood(failure) && parked.isEmpty() && !unclear;
                if (refused && !open.contains(line(each.row()))) {
                    parked.put(each.row(), Refusal.reason(failure));
                    closeIfOfTopic(each.row(), failure);
                    continue;
                }
                unclear |= refused;
                left.add(each.row());
                if (each.tried()) {
                    open.add(line(each.row()));
                    other = other == null ? each : other;
                }
            }
            if (parked.isEmpty() && other != null && !unclear && !placeGone) {
                throw notTaken(other.row(), String.valueOf(failure(other.result())));
            }
            published.addAndGet(acknowledged.size());
            return left;
        }

        private static IllegalStateException notTaken(OutboxRow row, Object why) {
            return new IllegalStateException(row + " was not taken: " + why);
        }

        private static @Nullable Throwable failure(Future<RecordMetadata> result) throws InterruptedException {
            try {
                result.get();
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }
}
