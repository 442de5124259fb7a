package dev.tideline.events.store;

/**
 * What the events of a stream had come to.
 *
 * @param schema tells states from those that were made of other components, or by other rules
 * @param version of the stream then
 * @param state as JSON
 */
public record Snapshot(StreamId stream, String schema, long version, String state) {}
