package dev.tideline.events.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does its work at the start and again after each pause, on a thread of its own. Work that fails is logged and done again after the next
 * pause. Can be stopped and started again; a stop waits for the work under way, within bounds.
 */
public final class Recurring implements SmartLifecycle {

    /** One round of the work. */
    public interface Work {

        /** Returns how long to rest, which is never longer than the {@link Recurring}'s own pause. */
        Duration run() throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Recurring.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Work work;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * Work by this name.
     *
     * @param pause the longest
     */
    public Recurring(String name, Duration pause, Work work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    /** Ends the pause. */
    public void wake() {
        wakes.release();
    }

    @Override
    public synchronized void start() {
        if (!isRunning()) {
            stopping = false;
            thread = new WorkThread(name, this::run);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        stopping = true;
        wake();
        try {
            if (!thread.join(GRACE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (!stopping) {
            Duration rest = once();
            try {
                wakes.tryAcquire(Math.min(rest.toMillis(), pause.toMillis()), TimeUnit.MILLISECONDS);
                wakes.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration once() {
        try {
            return work.run();
        } catch (Throwable e) { // an error ends the round only, not the thread
            log.warn("{} failed, again in {}: {}", name, pause, e.toString());
            log.debug("{} failed", name, e);
            return pause;
        }
    }
}
