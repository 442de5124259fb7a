package dev.tideline.user.signin.holder;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who may have a token: who has an active account and a credential. */
@Component
public class Holders {

    /** Has no account, so no credential is found by it either. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final SignInAccounts accounts;
    private final Credentials credentials;
    private final Passwords passwords;

    Holders(SignInAccounts accounts, Credentials credentials, Passwords passwords) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.passwords = passwords;
    }

    public Optional<Holder> find(UUID account) {
        return accounts.find(account)
                .filter(SignInAccount::active)
                .flatMap(found -> credentials.find(account).map(credential -> holder(found, credential)));
    }

    /** Takes as long for an account that is unknown, deactivated, without credential or not to be looked at as for a wrong password. */
    public Recognition recognise(String tenant, String email, String password, boolean look) {
        @Nullable SignInAccount account = accounts.find(tenant, email).orElse(null);
        @Nullable
        Credential credential =
                credentials.find(account == null ? NOBODY : account.id()).orElse(null);
        boolean right = passwords.match(password, credential == null || !look ? null : credential.hash());
        if (account == null) {
            return new Recognition.Unknown();
        }
        if (!right || credential == null) {
            return new Recognition.WrongPassword(account.id());
        }
        return account.active()
                ? new Recognition.Recognised(holder(account, credential))
                : new Recognition.Deactivated(account.id());
    }

    private static Holder holder(SignInAccount account, Credential credential) {
        return new Holder(account.id(), account.tenant(), credential.roles(), credential.changedAt());
    }
}
