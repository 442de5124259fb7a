package dev.tideline.user.signin;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody tried to sign in. Neither e-mail address nor network address is in here, because events are kept and read by others: where they
 * tell attempts apart, pseudonyms stand for them, of which only this service knows whose they are.
 */
sealed interface SignInEvent extends DomainEvent {

    /**
     * It succeeded.
     *
     * @param from pseudonym of the network it came from
     */
    @EventType("users.signin.succeeded")
    record SignInSucceeded(UUID accountId, String tenant, String from, Instant succeededAt) implements SignInEvent {

        @Override
        public String aggregateId() {
            return accountId.toString();
        }
    }

    /**
     * It did not succeed.
     *
     * @param accountId of the account that was tried, where there is one
     * @param who pseudonym of the e-mail address that was tried
     * @param from pseudonym of the network it came from
     */
    @EventType("users.signin.failed")
    record SignInFailed(
            @Nullable UUID accountId, String tenant, String who, String from, Reason reason, Instant failedAt)
            implements SignInEvent {

        @Override
        public String aggregateId() {
            return accountId == null ? who : accountId.toString();
        }
    }

    /** Why it failed, which is not told to whoever tried. */
    enum Reason {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        DEACTIVATED,
        /** It was not looked at, because too many before it had failed. */
        TOO_MANY_FAILURES
    }
}
