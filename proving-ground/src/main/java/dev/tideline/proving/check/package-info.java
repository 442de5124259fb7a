/**
 * Compares what was written with what was handled, and says which promise was broken how often. Functions over records; they know neither
 * servers nor processes.
 */
@NullMarked
package dev.tideline.proving.check;

import org.jspecify.annotations.NullMarked;
