/** What every event store has to do, and aggregates tried without one. */
@NullMarked
package dev.tideline.testing.store;

import org.jspecify.annotations.NullMarked;
