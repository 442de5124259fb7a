package dev.tideline.events.store;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of all events are asked for.
 *
 * @param types type names; every type, if empty
 * @param from not those that happened earlier
 * @param until only those that happened earlier
 */
public record EventFilter(
        Set<String> types, @Nullable Instant from, @Nullable Instant until) {

    public static final EventFilter ALL = new EventFilter(Set.of(), null, null);

    public EventFilter {
        types = Set.copyOf(types);
    }

    public static EventFilter types(String... types) {
        return new EventFilter(Set.of(types), null, null);
    }

    /** Of those, the ones that happened in that time. */
    public EventFilter between(@Nullable Instant from, @Nullable Instant until) {
        return new EventFilter(types, from, until);
    }

    /** For stores that cannot leave the choice to a query. */
    public boolean takes(String type, @Nullable Instant time) {
        return (types.isEmpty() || types.contains(type)) && takes(time);
    }

    private boolean takes(@Nullable Instant time) {
        if (time == null) {
            return from == null && until == null;
        }
        return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }
}
