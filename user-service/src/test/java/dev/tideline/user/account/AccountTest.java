package dev.tideline.user.account;

import static dev.tideline.testing.store.Decisions.given;

import dev.tideline.testing.store.Decisions.Decided;
import dev.tideline.testing.store.Decisions.Given;
import dev.tideline.user.account.Account.Registered;
import dev.tideline.user.account.Account.Unregistered;
import dev.tideline.user.account.Account.Verdict;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Instant THEN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(3600);
    private static final AccountRegistered REGISTERED = new AccountRegistered(ID, "ada@example.com", "Ada", THEN);
    private static final AccountDeactivated DEACTIVATED = new AccountDeactivated(ID, THEN.plusSeconds(60));

    @Test
    void accountIsRegisteredOnce() {
        when(given(Account.KIND), new RegisterAccount(ID, "ada@example.com", "Ada"))
                .then(new AccountRegistered(ID, "ada@example.com", "Ada", NOW))
                .answers(Verdict.GRANTED)
                .after()
                .is(new Registered(ID, "ada@example.com", "Ada", NOW, null));
        when(given(Account.KIND, REGISTERED), new RegisterAccount(ID, "grace@example.com", "Grace"))
                .thenNothing()
                .answers(Verdict.THERE_ALREADY);
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        when(given(Account.KIND), new RenameAccount(ID, "Ada"))
                .thenNothing()
                .answers(Verdict.NO_ACCOUNT)
                .after()
                .is(new Unregistered());
    }

    @Test
    void activeAccountIsChanged() {
        when(given(Account.KIND, REGISTERED), new RenameAccount(ID, "Ada L."))
                .then(new AccountRenamed(ID, "Ada L.", NOW))
                .after()
                .is(new Registered(ID, "ada@example.com", "Ada L.", THEN, null));
        when(given(Account.KIND, REGISTERED), new ChangeEmail(ID, "ada@example.org"))
                .then(new AccountEmailChanged(ID, "ada@example.org", NOW))
                .after()
                .is(new Registered(ID, "ada@example.org", "Ada", THEN, null));
    }

    @Test
    void whatIsSoAlreadyHappensNoSecondTime() {
        Given<Account, AccountEvent> active = given(Account.KIND, REGISTERED);
        when(active, new RenameAccount(ID, "Ada")).thenNothing().answers(Verdict.GRANTED);
        when(active, new ChangeEmail(ID, "ada@example.com")).thenNothing().answers(Verdict.GRANTED);
        when(active, new ReactivateAccount(ID)).thenNothing().answers(Verdict.GRANTED);
        when(given(Account.KIND, REGISTERED, DEACTIVATED), new DeactivateAccount(ID))
                .thenNothing()
                .answers(Verdict.GRANTED);
    }

    @Test
    void deactivatedAccountStaysAsItIsUntilItIsReactivated() {
        Given<Account, AccountEvent> inactive = when(given(Account.KIND, REGISTERED), new DeactivateAccount(ID))
                .then(new AccountDeactivated(ID, NOW))
                .after()
                .is(new Registered(ID, "ada@example.com", "Ada", THEN, NOW));
        when(inactive, new RenameAccount(ID, "Grace")).thenNothing().answers(Verdict.DEACTIVATED);
        when(inactive, new ChangeEmail(ID, "grace@example.com")).thenNothing().answers(Verdict.DEACTIVATED);
        when(inactive, new ReactivateAccount(ID))
                .then(new AccountReactivated(ID, NOW))
                .after()
                .is(new Registered(ID, "ada@example.com", "Ada", THEN, null));
    }

    private static Decided<Account, AccountEvent, Verdict> when(
            Given<Account, AccountEvent> given, AccountCommand command) {
        return given.when(account -> Account.decide(account, command, NOW));
    }
}
