package dev.tideline.events.delivery;

import dev.tideline.events.delivery.Fence.State;

/** What waits, as the tables have it now. */
record Backlog(Fences fences, DeadLetters letters) {

    long retrying() {
        return fences.count(State.RETRYING) + fences.count(State.DRAINING);
    }

    long held() {
        return fences.count(State.HELD);
    }

    long parked() {
        return fences.countParked();
    }

    long deadLetters() {
        return letters.count();
    }
}
