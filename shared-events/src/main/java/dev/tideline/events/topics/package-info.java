/** Makes topics on purpose: with the partitions and the retention that their owner wants, never by accident. */
@NullMarked
package dev.tideline.events.topics;

import org.jspecify.annotations.NullMarked;
