package dev.tideline.user.account;

import dev.tideline.events.store.Aggregates;
import dev.tideline.events.store.Changed;
import dev.tideline.events.store.Current;
import dev.tideline.events.store.Decision;
import dev.tideline.events.store.EventStore;
import dev.tideline.events.store.Snapshots;
import dev.tideline.events.store.StoredEvent;
import dev.tideline.user.account.Account.Registered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Accounts by their events; those of another tenant are not there. */
@Repository
class Accounts {

    private static final int ATTEMPTS = 3;

    private final Aggregates<Account, AccountEvent> streams;
    private final Addresses addresses;

    Accounts(EventStore store, Snapshots snapshots, Addresses addresses) {
        this.streams = new Aggregates<>(Account.KIND, store, snapshots);
        this.addresses = addresses;
    }

    Changed<Account.Verdict> change(UUID id, Function<Account, Decision<AccountEvent, Account.Verdict>> decide) {
        return streams.change(id.toString(), ATTEMPTS, current -> decide.apply(current.state()));
    }

    /** As it is now, whatever projections have come to. */
    Optional<Profile> now(UUID id) {
        return profile(streams.load(id.toString()));
    }

    boolean has(String tenant, UUID id) {
        return addresses.has(tenant, id);
    }

    @Transactional(readOnly = true)
    public Optional<Profile> now(String tenant, UUID id) {
        return addresses.has(tenant, id) ? now(id) : Optional.empty();
    }

    @Transactional(readOnly = true)
    public Optional<Profile> asOf(String tenant, UUID id, Instant time) {
        return addresses.has(tenant, id) ? profile(streams.asOf(id.toString(), time)) : Optional.empty();
    }

    @Transactional(readOnly = true)
    public List<StoredEvent> history(String tenant, UUID id, long fromVersion, int limit) {
        return addresses.has(tenant, id) ? streams.history(id.toString(), fromVersion, limit) : List.of();
    }

    private static Optional<Profile> profile(Current<Account> current) {
        return current.state() instanceof Registered registered
                ? Optional.of(Profile.of(registered, current.version()))
                : Optional.empty();
    }
}
