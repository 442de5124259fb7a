/**
 * Appends messages to the {@code outbox} table in the caller's transaction. That is all that business code has to do with Kafka: what is
 * committed there is published by the relay, what is rolled back was never there.
 */
@NullMarked
package dev.tideline.events.outbox;

import org.jspecify.annotations.NullMarked;
