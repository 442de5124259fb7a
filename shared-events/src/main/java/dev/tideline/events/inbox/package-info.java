/** Remembers, in the transaction of the effects, which events a consumer has handled, so that it handles each once. */
@NullMarked
package dev.tideline.events.inbox;

import org.jspecify.annotations.NullMarked;
