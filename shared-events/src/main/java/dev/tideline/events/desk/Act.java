package dev.tideline.events.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a dead letter.
 *
 * @param act died, edited, replay, replayed or discarded
 * @param actor the operator, or the service where it happened by itself
 */
record Act(String act, String actor, @Nullable String reason, Instant at) {}
