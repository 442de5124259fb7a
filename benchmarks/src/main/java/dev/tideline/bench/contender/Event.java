package dev.tideline.bench.contender;

/**
 * What every contender publishes.
 *
 * @param sequence numbers the events of a process; negative where nobody waits for it
 * @param text fills the event up to the size that is asked for
 */
record Event(String key, long sequence, String text) {}
