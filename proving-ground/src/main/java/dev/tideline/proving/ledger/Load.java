package dev.tideline.proving.ledger;

import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Writes at a set rate until the file is there that asks for quiet. What could not be written in time is left out, not caught up on. */
final class Load implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Load.class);
    private static final long LATE_NANOS = 1_000_000_000;

    private final Postings postings;
    private final Journal journal;
    private final LoadProperties properties;
    private final Clock clock;
    private final AtomicLong next = new AtomicLong();
    private volatile boolean running;

    Load(Postings postings, Journal journal, LoadProperties properties, Clock clock) {
        this.postings = postings;
        this.journal = journal;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        next.set(System.nanoTime());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < properties.workers(); i++) {
            workers.add(Thread.ofPlatform().daemon().name("load-" + i).start(this::work));
        }
        Thread.ofPlatform().daemon().name("load-end").start(() -> endAfter(workers));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        long gap = (long) (1e9 / properties.rate());
        while (running && !Files.exists(properties.quiet())) {
            long due = next.getAndAdd(gap);
            long now = System.nanoTime();
            if (now - due > LATE_NANOS) {
                next.compareAndSet(due + gap, now);
            }
            LockSupport.parkNanos(due - now);
            try {
                postings.post(draw());
                if (ThreadLocalRandom.current().nextInt(1_000) < properties.reminders()) {
                    remind(ThreadLocalRandom.current());
                }
            } catch (RuntimeException e) {
                log.debug("A transaction is in doubt", e);
            }
        }
    }

    private void endAfter(List<Thread> workers) {
        try {
            for (Thread worker : workers) {
                worker.join();
            }
            journal.ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Mostly one posting; sometimes several, of one account or of more. */
    private SortedMap<String, List<Integer>> draw() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = random.nextInt(10) < 7 ? 1 : random.nextInt(2, 6);
        TreeMap<String, List<Integer>> failures = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            failures.computeIfAbsent(account(random), _ -> new ArrayList<>()).add(drawFailures(random));
        }
        return failures;
    }

    private void remind(ThreadLocalRandom random) {
        postings.remind(account(random), clock.instant().plusMillis(random.nextInt(-5_000, 10_000)));
    }

    private String account(ThreadLocalRandom random) {
        return properties.run() + "-" + random.nextInt(properties.accounts());
    }

    private int drawFailures(ThreadLocalRandom random) {
        int lot = random.nextInt(1_000);
        if (lot < properties.poisonous()) {
            return -1;
        }
        return lot < properties.poisonous() + properties.failing() ? random.nextInt(1, 4) : 0;
    }
}
