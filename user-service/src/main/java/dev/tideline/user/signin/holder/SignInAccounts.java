package dev.tideline.user.signin.holder;

import java.util.Optional;
import java.util.UUID;

/** The accounts there are. Answers of what is committed, deactivated accounts included. */
public interface SignInAccounts {

    /** By the e-mail address, in whatever case; it is unique within the tenant. */
    Optional<SignInAccount> find(String tenant, String email);

    Optional<SignInAccount> find(UUID id);
}
