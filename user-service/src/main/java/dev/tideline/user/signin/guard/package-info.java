/**
 * Slows guessing down: who fails waits, longer each time, and after many failures for long; counted by what is guessed at and by where it
 * comes from. An attempt counts as failed until it has succeeded, so that many at once gain nothing. What is counted lies in the
 * database, and all instances see it.
 */
@NullMarked
package dev.tideline.user.signin.guard;

import org.jspecify.annotations.NullMarked;
