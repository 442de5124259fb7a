/** Work that goes on beside the requests: begun and ended with the application, woken early, and never ended by a failure. */
@NullMarked
package dev.tideline.events.background;

import org.jspecify.annotations.NullMarked;
