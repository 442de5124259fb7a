package dev.tideline.events.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
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

    private final Round.Kafka kafka;
    private final ParkedRows parked;
    private final AtomicLong published;
    private final Set<Line> waiting = new LinkedHashSet<>();
    private final Deque<Line> toRetry = new ArrayDeque<>();
    private final Map<String, Throwable> closedToRetry = new HashMap<>();
    private boolean retrySingly;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean outdated = true;

    /** A publisher that looks at what is parked before it sends its first rows. */
    Publisher(Round.Kafka kafka, ParkedRows parked, AtomicLong published) {
        this.kafka = kafka;
        this.parked = parked;
        this.published = published;
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
                Round round = new Round(kafka, waiting, closed, singly, true);
                round.send(left);
                left = round.finish();
                published.addAndGet(round.acknowledged().size());
                singly = round.unclear();
                park(round.parked());
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

    private void beginRetry() throws InterruptedException {
        closedToRetry.clear();
        loadWaiting();
        kafka.places().lookAgain(waiting.stream().map(Line::topic).collect(Collectors.toSet()));
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
        Round round = new Round(kafka, Set.of(), closedToRetry, retrySingly, false);
        round.send(rows);
        round.finish();
        published.addAndGet(round.acknowledged().size());
        retrySingly = round.unclear();
        parked.published(round.acknowledged());
        if (!round.parked().isEmpty()) {
            var refused = round.parked().entrySet().iterator().next();
            parked.refusedAgain(refused.getKey(), refused.getValue());
            toRetry.removeFirst();
        } else if (round.gaveUp()) {
            toRetry.removeFirst(); // the others are not to wait for it
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
                if (waiting.add(row.line())) {
                    log.warn("Parked {} and whatever follows it: {}", row, reason);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Could not park what Kafka refused: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        kafka.producer().close();
    }
}
