package dev.tideline.events.delivery;

import dev.tideline.events.delivery.Fence.State;
import dev.tideline.events.inbox.Gaps;
import java.util.function.LongSupplier;

/** What waits, as the tables have it now; a service that handles nothing has none of them. */
record Backlog(boolean handlesAnything, Fences fences, DeadLetters letters, Gaps gaps) {

    long retrying() {
        return count(() -> fences.count(State.RETRYING) + fences.count(State.DRAINING));
    }

    long held() {
        return count(() -> fences.count(State.HELD));
    }

    long parked() {
        return count(fences::countParked);
    }

    long deadLetters() {
        return count(letters::count);
    }

    long missing() {
        return count(gaps::missing);
    }

    private long count(LongSupplier table) {
        return handlesAnything ? table.getAsLong() : 0;
    }
}
