package dev.tideline.user.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Which accounts there are, as of the last commit; deactivated ones included. */
public interface AccountDirectory {

    /** What is known of an account without asking its history. */
    record Entry(UUID account, String tenant, boolean active) {}

    /** What ways of writing an e-mail address have in common that are one address here. */
    static String canonical(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** By the e-mail address, in whatever way it is written; it is unique within the tenant. */
    Optional<Entry> find(String tenant, String email);

    Optional<Entry> find(UUID account);
}
