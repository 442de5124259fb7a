package dev.tideline.events.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts that nobody announced: the record was lost with its topic, or does not get through because Kafka is away or the relay
 * stands. Retries so depend on the database alone.
 */
record SweepOverdue(Fences fences, TryAgain tryAgain, Duration patience) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SweepOverdue.class);

    @Override
    public void run() {
        try {
            fences.overdue(patience).forEach(tryAgain::attempt);
        } catch (RuntimeException e) {
            log.warn("Overdue attempts wait: {}", e.getMessage());
        }
    }
}
