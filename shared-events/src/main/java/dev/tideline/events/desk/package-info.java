/**
 * Where operators work on dead letters: list, read, edit, replay, discard, over REST on each service that handles events. What a decision
 * does to an event and to those that wait for it is {@link dev.tideline.events.delivery.Replay}'s; here each is written down with who
 * made it and why, in the same transaction.
 *
 * <p>It lies under {@code /ops}, which only operators reach where the service asks for tokens; where it asks for none, whoever reaches
 * the service may use it.
 */
@NullMarked
package dev.tideline.events.desk;

import org.jspecify.annotations.NullMarked;
