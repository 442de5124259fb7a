package dev.tideline.events.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Places places;
    private final ParkedRows parked;
    private final AtomicLong published;
    private final Duration patience;
    private final AtomicReference<String> trouble;
    private final Set<Line> waiting = new HashSet<>();
    private final ReentrantLock turn = new ReentrantLock();
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
            }
            List<OutboxRow> left = rows;
            while (!left.isEmpty()) {
                Round round = new Round(waiting);
                round.send(left);
                left = round.finish();
                park(round.parked);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Tries what is parked, line by line and each in its order, until one of the line is refused again. Does nothing while rows are being
     * published, which may last as long as Kafka is away.
     *
     * @param due whether it is time; if not, it is done only where an operator asked for it
     * @return whether it was done
     */
    boolean retryParked(boolean due) throws SQLException, InterruptedException {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            if (!parked.retryRequested() && !due) {
                return false;
            }
            places.forget();
            for (Line line : parked.lines()) {
                retry(line);
            }
            waiting.clear();
            waiting.addAll(parked.lines());
            return true;
        } finally {
            turn.unlock();
        }
    }

    private void loadWaiting() {
        try {
            Set<Line> lines = parked.lines();
            waiting.clear();
            waiting.addAll(lines);
            outdated = false;
        } catch (SQLException e) {
            throw new IllegalStateException("Could not read what is parked: " + e.getMessage(), e);
        }
    }

    private void retry(Line line) throws SQLException, InterruptedException {
        List<OutboxRow> rows = parked.first(line);
        while (!rows.isEmpty()) {
            Round round = new Round(Set.of());
            round.send(rows);
            round.finish();
            parked.published(round.acknowledged);
            if (!round.parked.isEmpty()) {
                var refused = round.parked.entrySet().iterator().next();
                parked.refusedAgain(refused.getKey(), refused.getValue());
                return;
            }
            rows = parked.first(line);
        }
        log.info("What was parked of key {} of topic {} is published", line.key(), line.topic());
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

        private record Sent(OutboxRow row, Future<RecordMetadata> result) {}

        private final Set<Line> blocked;
        private final List<Sent> sent = new ArrayList<>();
        private final AtomicBoolean broken = new AtomicBoolean();
        private boolean placeGone;
        private final List<OutboxRow> acknowledged = new ArrayList<>();

        /** What was refused or is behind such a row, with the reason, in order. */
        private final Map<OutboxRow, String> parked = new LinkedHashMap<>();

        Round(Set<Line> waiting) {
            blocked = waiting.isEmpty() ? new HashSet<>() : new HashSet<>(waiting);
        }

        void send(List<OutboxRow> rows) throws InterruptedException {
            Producer<byte[], byte[]> open = producer();
            for (OutboxRow row : rows) {
                if (!blocked.isEmpty() && blocked.contains(line(row))) {
                    sent.add(new Sent(row, failed(new Refusal.Behind())));
                } else if (places.knownMissing(row)) {
                    refuse(row, new Refusal.NoSuchPlace(Places.name(row) + " does not exist"));
                } else {
                    send(row, open);
                }
            }
            await();
        }

        /** The producer keeps what it has for a topic that is gone for ever: that is taken back. */
        private void await() throws InterruptedException {
            Instant since = Instant.now();
            try {
                for (Sent each : sent) {
                    while (!broken.get() && !answered(each)) {
                        trouble.set("Kafka has not taken " + each.row() + ", waiting since " + since);
                        if (places.askIfMissing(unanswered()) && broken.compareAndSet(false, true)) {
                            placeGone = true;
                            close();
                        }
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
            Future<RecordMetadata> result;
            try {
                result = open.send(row.event(), (_, failure) -> {
                    if (failure != null && onItsWay.get() && broken.compareAndSet(false, true)) {
                        open.close(Duration.ZERO);
                    }
                });
            } catch (IllegalArgumentException invalid) {
                refuse(row, new Refusal.NoSuchPlace(invalid.toString()));
                return;
            } catch (InterruptException interrupted) {
                throw interrupted;
            } catch (IllegalStateException | KafkaException closed) { // the latter where it was closed while it waited in there
                if (!broken.get()) {
                    throw closed;
                }
                sent.add(new Sent(row, failed(closed)));
                return;
            }
            onItsWay.set(true);
            Throwable failure = result.isDone() ? failure(result) : null;
            if (failure instanceof TimeoutException && places.askIfMissing(List.of(row))) {
                refuse(row, new Refusal.NoSuchPlace(Places.name(row) + " does not exist"));
            } else if (failure != null && Refusal.isForGood(failure) && !broken.get()) {
                refuse(row, failure);
            } else if (failure != null && !broken.get()) {
                throw notTaken(row, failure);
            } else {
                sent.add(new Sent(row, result));
            }
        }

        private void refuse(OutboxRow row, Throwable why) {
            blocked.add(line(row));
            sent.add(new Sent(row, failed(why)));
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
            @Nullable Sent other = null;
            for (Sent each : sent) {
                Throwable failure = failure(each.result());
                if (failure == null) {
                    acknowledged.add(each.row());
                } else if (parked.isEmpty()
                        && Refusal.isForGood(failure)
                        && !(failure instanceof Refusal.NoSuchPlace)
                        && !(failure instanceof Refusal.Behind)) {
                    parked.put(each.row(), Refusal.reason(failure));
                } else {
                    other = other == null ? each : other;
                    left.add(each.row());
                }
            }
            if (parked.isEmpty() && other != null && !placeGone) {
                throw notTaken(other.row(), String.valueOf(failure(other.result())));
            }
            published.addAndGet(acknowledged.size());
            return left;
        }

        private static IllegalStateException notTaken(OutboxRow row, Object why) {
            return new IllegalStateException(row + " was not taken: " + why);
        }

        private static Future<RecordMetadata> failed(Throwable why) {
            return CompletableFuture.failedFuture(why);
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
