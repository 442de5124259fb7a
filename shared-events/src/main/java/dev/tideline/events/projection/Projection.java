package dev.tideline.events.projection;

import dev.tideline.events.store.StoredEvent;
import java.util.List;
import java.util.Set;

/**
 * What events come to in some tables. A bean; its migration makes, for each table {@code t}, an empty {@code t_shape} with all columns and
 * indexes. Every build gets tables of its own after that, and queries read the view {@code t}.
 */
public interface Projection {

    /** Stays the same for good. */
    String name();

    /**
     * Goes up with every change of what is written or how. The first instance of a new version makes a build of its own, which takes the
     * place of the old one when it has come as far; instances of the old version keep that up to date meanwhile.
     */
    default int version() {
        return 1;
    }

    /** Type names of the events it wants, which is all if there are none. */
    Set<String> types();

    List<String> tables();

    /** What the shape of a table does not bring to a new build: triggers, policies, rights. */
    default void prepare(Build build) {}

    /** What of a table's rows two builds have to agree in, as a list of columns. All of them, by itself. */
    default String compared(String table) {
        return "*";
    }

    /**
     * Writes what these come to, in the caller's transaction, together with how far it has come: each event once and in the order of all.
     * What it throws is tried again.
     *
     * @param into where its tables are
     */
    void apply(List<StoredEvent> events, Build into);
}
