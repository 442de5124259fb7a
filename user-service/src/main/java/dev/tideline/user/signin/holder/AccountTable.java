package dev.tideline.user.signin.holder;

import dev.tideline.events.EventContext;
import dev.tideline.user.account.AccountDirectory;
import dev.tideline.user.account.AccountDirectory.Entry;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The accounts of this service, of all tenants: whoever signs in has none yet. */
@Component
class AccountTable implements SignInAccounts {

    private final AccountDirectory directory;

    AccountTable(AccountDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Optional<SignInAccount> find(String tenant, String email) {
        return EventContext.acrossTenants(() -> directory.find(tenant, email)).map(AccountTable::account);
    }

    @Override
    public Optional<SignInAccount> find(UUID id) {
        return EventContext.acrossTenants(() -> directory.find(id)).map(AccountTable::account);
    }

    private static SignInAccount account(Entry entry) {
        return new SignInAccount(entry.account(), entry.tenant(), entry.active());
    }
}
