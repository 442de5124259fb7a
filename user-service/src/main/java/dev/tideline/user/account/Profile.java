package dev.tideline.user.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an account.
 *
 * @param deactivatedAt null while it is active
 * @param version the number of things that have happened to it
 */
record Profile(
        UUID id,
        String email,
        String name,
        boolean active,
        Instant registeredAt,
        @Nullable Instant deactivatedAt,
        long version) {

    static Profile of(Account.Registered account, long version) {
        return new Profile(
                account.id(),
                account.email(),
                account.name(),
                account.active(),
                account.registeredAt(),
                account.deactivatedAt(),
                version);
    }
}
