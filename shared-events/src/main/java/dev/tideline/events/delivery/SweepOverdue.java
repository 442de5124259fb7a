package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts that nobody announced: the record was lost with its topic, or does not get through because Kafka is away or the relay
 * stands. Retries so depend on the database alone.
 */
record SweepOverdue(Fences fences, TryAgain tryAgain, Duration patience) implements Recurring.Work {

    private static final Logger log = LoggerFactory.getLogger(SweepOverdue.class);

    @Override
    public Duration run() {
        fences.overdue(patience).forEach(this::attempt);
        return patience;
    }

    /** One whose failure cannot even be written down is not to keep the others from their turn. */
    private void attempt(UUID ticket) {
        try {
            tryAgain.attempt(ticket);
        } catch (Unavailable e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("The attempt with ticket {} could not be made, and is made later", ticket, e);
            fences.putOff(ticket, patience);
        }
    }
}
