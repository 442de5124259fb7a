package dev.tideline.user.account;

import dev.tideline.events.EventMetadata;
import dev.tideline.events.store.StoredEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an account.
 *
 * @param by who had it done, where that is known
 * @param event what happened, as it is on the topic
 */
record Happening(
        long version,
        String type,
        @Nullable Instant at,
        @Nullable String by,
        Object event) {

    static Happening of(StoredEvent stored) {
        EventMetadata metadata = stored.event().metadata();
        return new Happening(
                stored.version(),
                metadata.type(),
                metadata.time(),
                metadata.user(),
                stored.event().payload());
    }
}
