package dev.tideline.events.store;

/**
 * What the events of a stream had come to.
 *
 * @param version of the stream then
 * @param schema of the state; it goes up with every change of its record or of what events do to it
 * @param state as JSON
 */
public record Snapshot(StreamId stream, long version, int schema, String state) {}
