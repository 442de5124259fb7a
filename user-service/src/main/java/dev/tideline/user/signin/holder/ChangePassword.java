package dev.tideline.user.signin.holder;

import dev.tideline.user.signin.guard.Guard;
import dev.tideline.user.signin.guard.Network;
import dev.tideline.user.signin.secrets.Pseudonyms;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Changes a password for whoever knows the present one; a stolen token is no way to find it out by guessing. */
@Component
class ChangePassword {

    private final Credentials credentials;
    private final Passwords passwords;
    private final Guard guard;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    ChangePassword(Credentials credentials, Passwords passwords, Guard guard, Pseudonyms pseudonyms, Clock clock) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.guard = guard;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Whether it was changed. */
    boolean change(UUID account, NewPassword asked, String address) {
        String who = pseudonyms.of("password", account.toString());
        String from = pseudonyms.of("network", Network.of(address));
        if (!guard.admit(who, from)) {
            return false;
        }
        Optional<Credential> present =
                credentials.find(account).filter(credential -> passwords.match(asked.current(), credential.hash()));
        if (present.isEmpty()) {
            return false;
        }
        guard.succeeded(who, from);
        return credentials.change(account, present.get().hash(), passwords.hash(asked.password()), clock.instant());
    }

    /** Whatever there was before. */
    void put(UUID account, String tenant, String password, Set<String> roles) {
        credentials.put(new Credential(account, tenant, passwords.hash(password), roles, clock.instant()));
    }
}
