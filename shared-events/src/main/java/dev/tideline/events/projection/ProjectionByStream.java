package dev.tideline.events.projection;

import dev.tideline.events.store.StreamId;

/** One in which what a stream's events came to can be told from what others did, so that it can be made anew for itself. */
public interface ProjectionByStream extends Projection {

    /** Takes away what the events of one stream came to, so that they can be applied again. */
    void forget(StreamId stream, Build from);
}
