package dev.tideline.events.projection;

import dev.tideline.events.store.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a build has come.
 *
 * @param version of the projection that it is made by
 * @param handled events so far
 * @param note what an operator should know
 */
public record Progress(
        Build build,
        int version,
        State state,
        Position position,
        long handled,
        Instant startedAt,
        Instant movedAt,
        @Nullable String note) {

    public enum State {
        /** The one that is read. */
        ACTIVE,
        /** On its way to where the active one is. */
        BUILDING,
        /** As far, and fit to be read as soon as nobody is in the way. */
        READY,
        /** It has come as far and is not the same: an operator has to say which one is right. */
        DIFFERS,
        /** No longer read, and about to be dropped. */
        RETIRED
    }
}
