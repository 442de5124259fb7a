/**
 * The processes that are measured: the library, the floors below it and the peers beside it, each a JVM of its own that writes, relays
 * and consumes when its standard input tells it to. All do the same work in the same shape: one business row and one event a
 * transaction, one upsert an event.
 */
@NullMarked
package dev.tideline.bench.contender;

import org.jspecify.annotations.NullMarked;
