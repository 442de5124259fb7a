package dev.tideline.bench.contender;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a batch adds to the row of one key. */
record Tally(String key, long events, long last) {

    static Collection<Tally> of(Iterable<Event> batch) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Event event : batch) {
            tallies.merge(
                    event.key(),
                    new Tally(event.key(), 1, event.sequence()),
                    (before, one) -> new Tally(one.key, before.events + 1, one.last));
        }
        return tallies.values();
    }
}
