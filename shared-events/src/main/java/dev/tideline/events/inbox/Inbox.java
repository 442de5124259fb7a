package dev.tideline.events.inbox;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Claims events in the caller's transaction, in which their effects have to be written too. Of two transactions that claim the same
 * event, the second waits for the first: it gets nothing if that commits, and the event if that rolls back.
 */
public interface Inbox {

    /** Those of the events that this consumer had not claimed before. */
    Set<UUID> claim(String consumer, Collection<UUID> events);
}
