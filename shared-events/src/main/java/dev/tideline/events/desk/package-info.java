/**
 * Where operators work on dead letters: list, read, edit, replay, discard, over REST on each service that handles events. What a decision
 * does to an event and to those that wait for it is {@link dev.tideline.events.delivery.Replay}'s; here each is written down with who
 * made it and why, in the same transaction.
 *
 * <p>Whoever reaches the service may use it: a role for operators comes with signing in.
 */
@NullMarked
package dev.tideline.events.desk;

import org.jspecify.annotations.NullMarked;
