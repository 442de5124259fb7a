/** The vocabulary. */
@NullMarked
package dev.tideline.events;

import org.jspecify.annotations.NullMarked;
