/**
 * How many events of each type happened in each minute, by the time they happened and not by the time they came. An event that comes
 * twice counts once.
 */
@NullMarked
package dev.tideline.analytics.counts;

import org.jspecify.annotations.NullMarked;
