package dev.tideline.user.account;

import java.util.Optional;
import java.util.UUID;

/** Which accounts there are, as of the last commit; deactivated ones included. */
public interface AccountDirectory {

    /** What is known of an account without asking its history. */
    record Entry(UUID account, String tenant, boolean active) {}

    /** By the e-mail address, in whatever case; it is unique within the tenant. */
    Optional<Entry> find(String tenant, String email);

    Optional<Entry> find(UUID account);
}
