package dev.tideline.user.account;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers an account and publishes that it did, in one transaction. */
@Component
class RegisterAccount {

    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    RegisterAccount(Accounts accounts, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The new account; empty if the address is taken. */
    @Transactional
    public Optional<Account> register(NewAccount asked) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        Account account = new Account(id, asked.email(), asked.name(), now, 1);
        if (!accounts.add(account)) {
            return Optional.empty();
        }
        outbox.append(new AccountRegistered(id, account.email(), account.name(), now), account.version());
        return Optional.of(account);
    }
}
