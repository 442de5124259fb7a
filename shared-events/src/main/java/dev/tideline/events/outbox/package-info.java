/**
 * Appends messages to the {@code outbox} table in the caller's transaction. That is all that business code has to do with Kafka: what is
 * committed there is published by the relay, what is rolled back was never there.
 *
 * <p>Beside each aggregate's rows stands its head, the version last appended: its lock makes the order of commits the order of versions, and
 * who comes with one that does not follow is refused. What is to be delayed waits in a table of its own, and moves to the outbox when due.
 * The outbox is partitioned by ids, which are ranges of time; partitions are dropped when old enough and confirmed by the slot.
 */
@NullMarked
package dev.tideline.events.outbox;

import org.jspecify.annotations.NullMarked;
