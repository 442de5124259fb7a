/**
 * Brings events to their handlers: plain methods annotated with {@link dev.tideline.events.delivery.EventHandler}. A poll is one
 * transaction of inbox claims, effects and new outbox rows, and its offsets are committed after it; a crash in between means the events
 * come again, and the inbox turns them into nothing. Of a poll that fails, each event is tried by itself.
 *
 * <p>An event whose handler fails is tried again until it succeeds, and its partition waits. An event that cannot be read goes to the
 * {@code dead_letter} table, bytes intact.
 */
@NullMarked
package dev.tideline.events.delivery;

import org.jspecify.annotations.NullMarked;
