/**
 * Events as the truth: what an aggregate is follows from what happened to it. Streams are appended to with the version that the caller has
 * seen, every event of all streams has a place in one order that readers can follow without missing any, and what is appended reaches
 * Kafka through the outbox in the same transaction.
 */
@NullMarked
package dev.tideline.events.store;

import org.jspecify.annotations.NullMarked;
