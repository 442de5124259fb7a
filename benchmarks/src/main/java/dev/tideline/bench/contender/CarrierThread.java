package dev.tideline.bench.contender;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A carrier that is one loop on a thread of its own. */
final class CarrierThread implements Carrier {

    /** Reads and sends for as long as it is running. */
    interface Loop {
        void run(BooleanSupplier running) throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(CarrierThread.class);

    private final String name;
    private final Loop loop;
    private @Nullable Thread thread;
    private volatile boolean running;

    CarrierThread(String name, Loop loop) {
        this.name = name;
        this.loop = loop;
    }

    @Override
    public void start() {
        if (thread == null) {
            running = true;
            thread = Thread.ofPlatform().name(name).start(this::run);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    private void run() {
        try {
            loop.run(() -> running);
        } catch (Exception e) {
            log.error("{} ended", name, e);
        }
    }
}
