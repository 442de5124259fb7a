/** Which faults there are, and when each comes: drawn from a seed, so that a seed repeats a run's schedule. */
@NullMarked
package dev.tideline.proving.faults;

import org.jspecify.annotations.NullMarked;
