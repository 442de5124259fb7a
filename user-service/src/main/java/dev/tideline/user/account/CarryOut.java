package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandHandler;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Reason;
import dev.tideline.events.store.Changed;
import dev.tideline.events.store.Position;
import dev.tideline.user.account.Account.Verdict;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Carries out what is asked of the accounts of the asker's tenant. */
@Component
class CarryOut {

    private static final String TAKEN = "There is an account with this e-mail address already.";

    private final Accounts accounts;
    private final Addresses addresses;
    private final Clock clock;

    CarryOut(Accounts accounts, Addresses addresses, Clock clock) {
        this.accounts = accounts;
        this.addresses = addresses;
        this.clock = clock;
    }

    @CommandHandler
    Outcome<Profile> register(RegisterAccount command) {
        return addresses.take(Tenant.current(), command.accountId(), command.email())
                ? decide(command)
                : Outcome.rejected(Reason.CONFLICT, TAKEN);
    }

    @CommandHandler
    Outcome<Profile> changeEmail(ChangeEmail command) {
        if (isThere(command)
                && isAllowed(command)
                && !addresses.change(Tenant.current(), command.accountId(), command.email())) {
            return Outcome.rejected(Reason.CONFLICT, TAKEN);
        }
        return change(command);
    }

    @CommandHandler
    Outcome<Profile> rename(RenameAccount command) {
        return change(command);
    }

    @CommandHandler
    Outcome<Profile> deactivate(DeactivateAccount command) {
        return change(command);
    }

    @CommandHandler
    Outcome<Profile> reactivate(ReactivateAccount command) {
        return change(command);
    }

    private Outcome<Profile> change(AccountCommand command) {
        if (!isThere(command)) {
            return noAccount(command);
        }
        return isAllowed(command)
                ? decide(command)
                : Outcome.rejected(Reason.FORBIDDEN, "This takes the account's owner or an operator of the tenant.");
    }

    private static boolean isAllowed(AccountCommand command) {
        return Permission.of(EventContext.current(), command.accountId());
    }

    private boolean isThere(AccountCommand command) {
        return addresses.has(Tenant.current(), command.accountId());
    }

    private Outcome<Profile> decide(AccountCommand command) {
        Changed<Verdict> changed =
                accounts.change(command.accountId(), account -> Account.decide(account, command, clock.instant()));
        return switch (changed.answer()) {
            case GRANTED -> granted(command, changed.position());
            case NO_ACCOUNT -> noAccount(command);
            case THERE_ALREADY -> Outcome.rejected(Reason.CONFLICT, "There is such an account already.");
            case DEACTIVATED -> Outcome.rejected(Reason.CONFLICT, "The account is deactivated.");
        };
    }

    private Outcome<Profile> granted(AccountCommand command, Position position) {
        Profile now = accounts.now(command.accountId()).orElseThrow();
        addresses.mark(now.id(), now.active());
        return position.equals(Position.START) ? Outcome.accepted(now) : Outcome.accepted(now, position);
    }

    private static Outcome<Profile> noAccount(AccountCommand command) {
        return Outcome.rejected(Reason.NOT_FOUND, "There is no account " + command.accountId() + ".");
    }
}
