package dev.tideline.events.relay;

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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Rows sent with one producer, until the first refusal that comes back from the broker, or a topic is gone. */
final class Round {

    /**
     * What rows are sent with.
     *
     * @param patience how long to wait for Kafka before asking whether the topics are still there
     * @param trouble says so while Kafka has not answered for longer than that; else empty
     */
    record Kafka(OneProducer producer, Places places, Duration patience, AtomicReference<String> trouble) {}

    /** One that was not tried was refused without asking the broker, or comes after the end of the round. */
    private record Sent(OutboxRow row, Future<RecordMetadata> result, boolean tried) {}

    private final Kafka kafka;
    private final Set<Line> waiting;
    private final Set<Line> blocked = new HashSet<>();
    private final Map<String, Throwable> closed;
    private final boolean singly;
    private final boolean patient;
    private final List<Sent> sent = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private boolean placeGone;
    private boolean gaveUp;

    private boolean unclear;

    private final List<OutboxRow> acknowledged = new ArrayList<>();
    private final Map<OutboxRow, String> parked = new LinkedHashMap<>();

    /**
     * A round behind what waits.
     *
     * @param waiting not changed while the round lasts
     * @param closed topics that take nothing, and why; those found are added
     * @param singly whether to send each row only when the one before it is acknowledged
     * @param patient whether to wait for Kafka however long it takes
     */
    Round(Kafka kafka, Set<Line> waiting, Map<String, Throwable> closed, boolean singly, boolean patient) {
        this.kafka = kafka;
        this.waiting = waiting;
        this.closed = closed;
        this.singly = singly;
        this.patient = patient;
    }

    void send(List<OutboxRow> rows) throws InterruptedException {
        Producer<byte[], byte[]> open = kafka.producer().get();
        for (OutboxRow row : rows) {
            Throwable shut = closed.get(row.topic());
            if (broken.get() || isBlocked(row.line())) {
                notTried(row, new Refusal.Behind());
            } else if (shut != null) {
                refuse(row, shut);
            } else if (kafka.places().knownMissing(row)) {
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

    private boolean isBlocked(Line line) {
        return waiting.contains(line) || blocked.contains(line);
    }

    /** The producer keeps what it has for a topic that is gone for ever: that is taken back. */
    private void await(Sent row) throws InterruptedException {
        if (row.result().isDone()) {
            return;
        }
        Instant since = Instant.now();
        try {
            while (!broken.get() && !answered(row)) {
                kafka.trouble().set("Kafka has not taken " + row.row() + ", waiting since " + since);
                if (kafka.places().askIfMissing(unanswered()) && broken.compareAndSet(false, true)) {
                    placeGone = true;
                    kafka.producer().shut();
                } else if (!patient && broken.compareAndSet(false, true)) {
                    gaveUp = true;
                    kafka.producer().shut();
                }
            }
        } finally {
            kafka.trouble().set("");
        }
    }

    private boolean answered(Sent row) throws InterruptedException {
        try {
            row.result().get(kafka.patience().toNanos(), TimeUnit.NANOSECONDS);
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
        } catch (IllegalArgumentException | JacksonException invalid) {
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
        if (failure instanceof TimeoutException && kafka.places().askIfMissing(List.of(row))) {
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
        blocked.add(row.line());
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
        return List.of();
    }

    /** Parks the first that the broker refused and nothing else: all that was not acknowledged is looked at anew. */
    private List<OutboxRow> finishBroken() throws InterruptedException {
        kafka.producer().shut();
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
            if (refused && !open.contains(each.row().line())) {
                parked.put(each.row(), Refusal.reason(failure));
                closeIfOfTopic(each.row(), failure);
                continue;
            }
            unclear |= refused;
            left.add(each.row());
            if (each.tried()) {
                open.add(each.row().line());
                other = other == null ? each : other;
            }
        }
        if (parked.isEmpty() && other != null && !unclear && !placeGone && !gaveUp) {
            throw notTaken(other.row(), String.valueOf(failure(other.result())));
        }
        return left;
    }

    List<OutboxRow> acknowledged() {
        return acknowledged;
    }

    /** What was refused or is behind such a row, with the reason, in order. */
    Map<OutboxRow, String> parked() {
        return parked;
    }

    /** Whether Kafka did not answer for as long as this round would wait. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** Whether the broker refused a row while it was open what becomes of an earlier one of its line: nothing is parked for that. */
    boolean unclear() {
        return unclear;
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
