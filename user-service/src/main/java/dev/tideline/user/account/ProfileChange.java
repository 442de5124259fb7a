package dev.tideline.user.account;

import dev.tideline.events.store.StoredEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What some events in a row leave to be written of one account; null for what they do not touch. */
record ProfileChange(
        UUID id,
        @Nullable String tenant,
        @Nullable Instant registeredAt,
        @Nullable String email,
        @Nullable String name,
        @Nullable Boolean active,
        @Nullable Instant deactivatedAt,
        long version) {

    static ProfileChange of(StoredEvent stored) {
        long version = stored.version();
        return switch ((AccountEvent) stored.event().payload()) {
            case AccountRegistered e ->
                new ProfileChange(
                        e.accountId(), Tenant.of(stored), e.registeredAt(), e.email(), e.name(), true, null, version);
            case AccountEmailChanged e ->
                new ProfileChange(e.accountId(), null, null, e.email(), null, null, null, version);
            case AccountRenamed e -> new ProfileChange(e.accountId(), null, null, null, e.name(), null, null, version);
            case AccountDeactivated e ->
                new ProfileChange(e.accountId(), null, null, null, null, false, e.deactivatedAt(), version);
            case AccountReactivated e -> new ProfileChange(e.accountId(), null, null, null, null, true, null, version);
        };
    }

    /** Both, one after the other. */
    ProfileChange then(ProfileChange next) {
        return new ProfileChange(
                id,
                tenant,
                registeredAt,
                next.email == null ? email : next.email,
                next.name == null ? name : next.name,
                next.active == null ? active : next.active,
                next.active == null ? deactivatedAt : next.deactivatedAt,
                next.version);
    }

    boolean registers() {
        return registeredAt != null;
    }
}
