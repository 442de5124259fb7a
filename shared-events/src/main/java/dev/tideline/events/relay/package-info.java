/**
 * Publishes what services commit to their {@code outbox} table: Debezium reads it from the write-ahead log, an idempotent producer sends
 * it, and only what Kafka has acknowledged is confirmed to Postgres. Knows the table and none of the Java types that write it.
 *
 * <p>The replication slot is the only record of the position: the engine keeps none of its own, so the two cannot disagree. Of any number
 * of replicas one leads, by an advisory lock of the database. After a crash up to a batch is sent again.
 *
 * <p>What Kafka refuses for good is parked in a table, and behind it what follows under its topic and key, in order; all else goes on. Parked
 * rows are tried again now and then, or given up by an operator. Where there is no slot, or a lost one, all rows that the table still has
 * are published again.
 */
@NullMarked
package dev.tideline.events.relay;

import org.jspecify.annotations.NullMarked;
