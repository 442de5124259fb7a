package dev.tideline.events.partitions;

import java.time.Instant;

/**
 * One partition of a table.
 *
 * @param from the time of its first id
 * @param to the time of the first id after it
 */
public record Partition(String name, Instant from, Instant to) {}
