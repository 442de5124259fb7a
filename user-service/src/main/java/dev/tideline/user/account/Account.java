package dev.tideline.user.account;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tideline.events.store.Aggregate;
import dev.tideline.events.store.Decision;
import dev.tideline.events.store.SnapshotRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as its events have made it, and what may happen to it next. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
sealed interface Account {

    Aggregate<Account, AccountEvent> KIND = Aggregate.of(
                    "account", Account.class, new Unregistered(), AccountEvent.class, Account::evolve)
            .snapshots(SnapshotRule.every(20, 1));

    record Unregistered() implements Account {}

    /**
     * One that is there.
     *
     * @param deactivatedAt null while it is active
     */
    record Registered(
            UUID id,
            String email,
            String name,
            Instant registeredAt,
            @Nullable Instant deactivatedAt) implements Account {

        boolean active() {
            return deactivatedAt == null;
        }
    }

    /** What a command meets. */
    enum Verdict {
        GRANTED,
        NO_ACCOUNT,
        THERE_ALREADY,
        DEACTIVATED
    }

    static Decision<AccountEvent, Verdict> decide(Account account, AccountCommand command, Instant now) {
        return switch (account) {
            case Unregistered _ ->
                command instanceof RegisterAccount register
                        ? happens(new AccountRegistered(register.accountId(), register.email(), register.name(), now))
                        : Decision.nothing(Verdict.NO_ACCOUNT);
            case Registered registered ->
                switch (command) {
                    case RegisterAccount _ -> Decision.nothing(Verdict.THERE_ALREADY);
                    case DeactivateAccount c ->
                        registered.active() ? happens(new AccountDeactivated(c.accountId(), now)) : asItIs();
                    case ReactivateAccount c ->
                        registered.active() ? asItIs() : happens(new AccountReactivated(c.accountId(), now));
                    case ChangeEmail _, RenameAccount _
                    when !registered.active() -> Decision.nothing(Verdict.DEACTIVATED);
                    case ChangeEmail c ->
                        c.email().equals(registered.email())
                                ? asItIs()
                                : happens(new AccountEmailChanged(c.accountId(), c.email(), now));
                    case RenameAccount c ->
                        c.name().equals(registered.name())
                                ? asItIs()
                                : happens(new AccountRenamed(c.accountId(), c.name(), now));
                };
        };
    }

    private static Decision<AccountEvent, Verdict> happens(AccountEvent event) {
        return new Decision<>(List.of(event), Verdict.GRANTED);
    }

    private static Decision<AccountEvent, Verdict> asItIs() {
        return Decision.nothing(Verdict.GRANTED);
    }

    private static Account evolve(Account account, AccountEvent event) {
        if (event instanceof AccountRegistered e) {
            return new Registered(e.accountId(), e.email(), e.name(), e.registeredAt(), null);
        }
        Registered was = (Registered) account;
        return switch (event) {
            case AccountRegistered _ -> was;
            case AccountEmailChanged e ->
                new Registered(was.id, e.email(), was.name, was.registeredAt, was.deactivatedAt);
            case AccountRenamed e -> new Registered(was.id, was.email, e.name(), was.registeredAt, was.deactivatedAt);
            case AccountDeactivated e ->
                new Registered(was.id, was.email, was.name, was.registeredAt, e.deactivatedAt());
            case AccountReactivated _ -> new Registered(was.id, was.email, was.name, was.registeredAt, null);
        };
    }
}
