package dev.tideline.events.delivery;

import dev.tideline.events.background.Recurring;
import java.time.Duration;

/**
 * Makes attempts that nobody announced: the record was lost with its topic, or does not get through because Kafka is away or the relay
 * stands. Retries so depend on the database alone.
 */
record SweepOverdue(Fences fences, TryAgain tryAgain, Duration patience) implements Recurring.Work {

    @Override
    public Duration run() {
        fences.overdue(patience).forEach(tryAgain::attempt);
        return patience;
    }
}
