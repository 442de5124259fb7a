package dev.tideline.events.cqrs;

import dev.tideline.events.store.Position;
import java.time.Duration;

/** What queries read, as far as they have to know of it. */
public interface Projected {

    boolean exists(String projection);

    /** Whether it has come to that position; waited for no longer than that. */
    boolean reaches(String projection, Position position, Duration patience);
}
