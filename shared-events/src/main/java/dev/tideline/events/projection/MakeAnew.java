package dev.tideline.events.projection;

import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.events.store.StreamId;
import java.util.List;

/** Makes anew what single streams came to, in a build that nobody else moves meanwhile: up to where that is, and no further. */
record MakeAnew(ProjectionByStream projection, EventStore store) {

    private static final int PAGE = 1_000;

    /** Returns the number of events applied. */
    int stream(StreamId stream, Progress reached) {
        projection.forget(stream, reached.build());
        int applied = 0;
        long next = 1;
        List<StoredEvent> page;
        do {
            page = store.read(stream, next, PAGE);
            List<StoredEvent> due = page.stream()
                    .filter(event -> event.position().compareTo(reached.position()) <= 0)
                    .filter(event -> projection.types().isEmpty()
                            || projection
                                    .types()
                                    .contains(event.event().metadata().type()))
                    .toList();
            if (!due.isEmpty()) {
                projection.apply(due, reached.build());
            }
            applied += due.size();
            next += page.size();
        } while (page.size() == PAGE);
        return applied;
    }
}
