package dev.tideline.events.projection;

import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import java.util.List;
import java.util.Set;

/**
 * What events come to in some tables. A bean; its migration makes, for each table {@code t}, an empty {@code t_shape} with all columns and
 * indexes. Every build gets tables of its own after that, and queries read the view {@code t}.
 */
public interface Projection {

    /** Stays the same for good. */
    String name();

    /** Type names of the events it wants, which is all if there are none. */
    Set<String> types();

    List<String> tables();

    /**
     * Writes what these come to, in the caller's transaction, together with how far it has come: each event once and in the order of all.
     * What it throws is tried again.
     *
     * @param into where its tables are
     */
    void apply(List<StoredEvent> events, Build into);

    /** Takes away what the events of one stream came to, so that they can be applied anew. */
    void forget(StreamId stream, Build from);
}
