package dev.tideline.bench.contender;

import dev.tideline.bench.contender.Track.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Writes with several connections at once. A key belongs to one thread, so that its versions are committed in their order. */
final class Writers {

    private static final int KEYS_OF_A_THREAD = 500;
    private static final int FILLED_TOGETHER = 50;

    private final Contender contender;
    private final String process = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final AtomicLong generation = new AtomicLong();

    Writers(Contender contender) {
        this.contender = contender;
    }

    /** Each event at its due time, whether or not the ones before it are done: who is late does not slow the schedule down. */
    void atRate(Run run, int perSecond, String text, int threads) {
        long start = System.nanoTime() + Duration.ofMillis(50).toNanos();
        inThreads(threads, thread -> {
            Keys keys = new Keys(thread);
            for (int i = thread; i < run.size(); i += threads) {
                long due = start + (long) (i * 1e9 / perSecond);
                run.due.set(i, due);
                waitUntil(due);
                keys.write(run.base + i, text);
                run.committed.set(i, System.nanoTime());
            }
        });
    }

    /** As many as it can until the time or the run is over; returns how many there were. */
    int atFullSpeed(Run run, Duration time, String text, int threads) {
        AtomicLong next = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        inThreads(threads, thread -> {
            Keys keys = new Keys(thread);
            for (long i = take(next, run, end); i >= 0; i = take(next, run, end)) {
                run.due.set((int) i, System.nanoTime());
                keys.write(run.base + i, text);
                run.committed.set((int) i, System.nanoTime());
            }
        });
        return (int) next.get();
    }

    /** All of the run, many in a transaction: how fast they are written is not what is measured. */
    void fill(Run run, String text, int threads) {
        int share = Math.ceilDiv(run.size(), threads);
        inThreads(threads, thread -> {
            Keys keys = new Keys(thread);
            int end = Math.min(run.size(), (thread + 1) * share);
            for (int i = thread * share; i < end; i += FILLED_TOGETHER) {
                int from = i;
                int to = Math.min(end, from + FILLED_TOGETHER);
                contender.together(() -> IntStream.range(from, to).forEach(each -> keys.write(run.base + each, text)));
            }
        });
    }

    /** Transactions without an event, to compare with. */
    long withoutEvents(Duration time, String text, int threads, int rows) {
        AtomicLong count = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        inThreads(threads, thread -> {
            while (System.nanoTime() < end) {
                contender.writeWithoutEvent(new Event("none-" + thread, -1, text), rows);
                count.incrementAndGet();
            }
        });
        return count.get();
    }

    private static long take(AtomicLong next, Run run, long end) {
        if (System.nanoTime() >= end) {
            return -1;
        }
        long taken = next.getAndUpdate(i -> Math.min(i + 1, run.size()));
        return taken < run.size() ? taken : -1;
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void inThreads(int threads, IntConsumer work) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(executor.submit(() -> work.accept(number)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A writer failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The keys of one thread, new ones for every run of every process: a version has to follow the one before it. */
    private final class Keys {

        private final String prefix;
        private final long[] versions = new long[KEYS_OF_A_THREAD];
        private int next;

        Keys(int thread) {
            this.prefix = "k" + process + "-" + generation.incrementAndGet() + "-" + thread + "-";
        }

        void write(long sequence, String text) {
            int key = next++ % KEYS_OF_A_THREAD;
            contender.write(new Event(prefix + key, sequence, text), ++versions[key]);
        }
    }
}
