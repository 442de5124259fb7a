package dev.tideline.events.inbox;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Claims events in the caller's transaction, in which their effects have to be written too. Of two transactions that claim the same
 * event, the second waits for the first: it gets nothing if that commits, and the event if that rolls back.
 *
 * <p>An id is remembered for {@code tideline.inbox.retention}; the last version of each aggregate for ever. So what comes again is known
 * by its id, and later by its version. An event older than the retention that has no version is taken for new.
 *
 * <p>A version that is skipped is an event lost on its way, or one to come yet: it is written down in {@code inbox_gap}, logged and
 * counted, and handled if it does come.
 */
public interface Inbox {

    /**
     * Those of the events that this consumer had not claimed before.
     *
     * @param arrivals in the order of each aggregate
     */
    Set<UUID> claim(String consumer, List<Arrival> arrivals);
}
