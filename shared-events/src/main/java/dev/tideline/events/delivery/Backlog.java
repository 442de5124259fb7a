package dev.tideline.events.delivery;

/**
 * What waits; of parked events and of dead letters at most 100,000 are counted.
 *
 * @param retrying keys with an event that is being retried
 * @param held keys that wait for an operator
 * @param parked events that wait behind a failed one
 * @param deadLetters that wait for an operator
 * @param missing events that never came
 */
record Backlog(long retrying, long held, long parked, long deadLetters, long missing) {

    static final Backlog NONE = new Backlog(0, 0, 0, 0, 0);
}
