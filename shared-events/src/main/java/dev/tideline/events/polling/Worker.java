package dev.tideline.events.polling;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tideline.events.background.WorkThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has one poll worked on at a time. Used by the polling thread alone. */
final class Worker implements AutoCloseable {

    /** How far each partition has come, and which of them go on later. */
    record Outcome(Map<TopicPartition, Long> done, List<Later> later) {}

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Work work;
    private final ExecutorService thread;
    private @Nullable ConsumerRecords<byte[], byte[]> polled;
    private @Nullable Future<List<Later>> running;

    Worker(String name, Work work) {
        this.work = work;
        this.thread = Executors.newSingleThreadExecutor(loop -> new WorkThread(name + "-work", loop));
    }

    void begin(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> list =
                StreamSupport.stream(records.spliterator(), false).toList();
        polled = records;
        running = thread.submit(() -> {
            WorkThread.begin();
            return work.work(list);
        });
    }

    boolean busy() {
        return running != null && !running.isDone();
    }

    boolean holdsOutcome() {
        return running != null;
    }

    boolean finishedWithin(Duration patience) {
        try {
            if (running != null) {
                running.get(patience.toNanos(), NANOSECONDS);
            }
            return true;
        } catch (TimeoutException stillBusy) {
            return false;
        } catch (ExecutionException | CancellationException failed) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for the end of the work, and after the grace interrupts it. */
    void finish(Duration grace) {
        if (!finishedWithin(grace) && running != null) {
            log.warn("Work is not done after {} and is interrupted", grace);
            running.cancel(true);
        }
    }

    Outcome outcome() {
        if (running == null || polled == null) {
            return new Outcome(Map.of(), List.of());
        }
        List<Later> later = later(running, polled);
        Map<TopicPartition, Long> done = new HashMap<>();
        polled.nextOffsets().forEach((partition, next) -> done.put(partition, next.offset()));
        later.forEach(each -> done.put(each.partition(), each.offset()));
        running = null;
        polled = null;
        return new Outcome(done, later);
    }

    private static List<Later> later(Future<List<Later>> ended, ConsumerRecords<byte[], byte[]> records) {
        try {
            return ended.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            log.debug("The work was cut off", e);
        } catch (ExecutionException e) {
            log.error("The work failed and is done again in {}", AFTER_A_FAILURE, e.getCause());
        }
        return records.partitions().stream()
                .map(each -> new Later(each, records.records(each).getFirst().offset(), AFTER_A_FAILURE))
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
