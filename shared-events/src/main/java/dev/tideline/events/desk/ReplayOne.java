package dev.tideline.events.desk;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param force even if it has been replayed, and has died, as often as is allowed */
record ReplayOne(
        @Nullable @Size(max = 500) String reason, @Nullable Boolean force) {

    static final ReplayOne PLAINLY = new ReplayOne(null, null);
}
