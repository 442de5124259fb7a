package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.store.StoredEvent;
import java.util.Objects;

/** Whose accounts are meant. */
final class Tenant {

    /** Of those who name none. */
    static final String NONE = "";

    private Tenant() {}

    static String current() {
        return Objects.requireNonNullElse(EventContext.current().tenant(), NONE);
    }

    static String of(StoredEvent event) {
        return Objects.requireNonNullElse(event.event().metadata().tenant(), NONE);
    }
}
