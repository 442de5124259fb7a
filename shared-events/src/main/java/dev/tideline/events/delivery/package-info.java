/**
 * Brings events to their handlers: plain methods annotated with {@link dev.tideline.events.delivery.EventHandler}; and
 * whole topics to a {@link dev.tideline.events.delivery.Receiver}, by the same rules. A poll is one
 * transaction of inbox claims, effects and new outbox rows, and its offsets are committed after it; a crash in between means the events
 * come again, and the inbox turns them into nothing. A poll that fails is taken apart until the event that fails is alone.
 *
 * <p>In one transaction that event is then claimed, announced on its retry topic through the outbox, and its lane (the key) closed by a
 * fence; what follows on the lane is parked in order, everything else flows on. The fence's row is the truth about the retry, the
 * announcement tells when to look; each attempt has a ticket that is good once. When the event has been handled, or given up as a dead
 * letter, the parked ones are handled in their order, and the fence is taken away under a lock that deliveries under way are waited for.
 */
@NullMarked
package dev.tideline.events.delivery;

import org.jspecify.annotations.NullMarked;
