/**
 * Tables partitioned by range of a UUIDv7 column, which is by time: partitions are made ahead and dropped whole, so nothing is ever
 * vacuumed. Knows no table of its own.
 */
@NullMarked
package dev.tideline.events.partitions;

import org.jspecify.annotations.NullMarked;
