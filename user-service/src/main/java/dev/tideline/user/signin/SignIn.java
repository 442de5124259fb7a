package dev.tideline.user.signin;

import dev.tideline.events.EventContext;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.user.account.AccountDirectory;
import dev.tideline.user.signin.SignInEvent.Reason;
import dev.tideline.user.signin.SignInEvent.SignInFailed;
import dev.tideline.user.signin.SignInEvent.SignInSucceeded;
import dev.tideline.user.signin.guard.Guard;
import dev.tideline.user.signin.guard.Network;
import dev.tideline.user.signin.holder.Holder;
import dev.tideline.user.signin.holder.Holders;
import dev.tideline.user.signin.holder.Recognition;
import dev.tideline.user.signin.holder.Recognition.Deactivated;
import dev.tideline.user.signin.holder.Recognition.Recognised;
import dev.tideline.user.signin.holder.Recognition.Unknown;
import dev.tideline.user.signin.holder.Recognition.WrongPassword;
import dev.tideline.user.signin.secrets.Pseudonyms;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Looks at an attempt and publishes how it ended. The password is hashed outside of any transaction. */
@Component
class SignIn {

    private final Guard guard;
    private final Holders holders;
    private final Pseudonyms pseudonyms;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final Clock clock;

    SignIn(
            Guard guard,
            Holders holders,
            Pseudonyms pseudonyms,
            Outbox outbox,
            TransactionOperations transaction,
            Clock clock) {
        this.guard = guard;
        this.holders = holders;
        this.pseudonyms = pseudonyms;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Who it is; empty for whatever reason, and after the same work. */
    Optional<Holder> attempt(Attempt attempt) {
        String email = AccountDirectory.canonical(attempt.email());
        String who = pseudonyms.of("account", attempt.tenant() + "\n" + email);
        String from = pseudonyms.of("network", Network.of(attempt.address()));
        boolean admitted = guard.admit(who, from);
        Recognition recognition = holders.recognise(attempt.tenant(), email, attempt.password(), admitted);
        if (admitted && recognition instanceof Recognised(Holder holder)) {
            transaction.executeWithoutResult(_ -> {
                guard.succeeded(who, from);
                publish(
                        new SignInSucceeded(holder.account(), holder.tenant(), from, clock.instant()),
                        holder.tenant(),
                        holder.account().toString());
            });
            return Optional.of(holder);
        }
        Reason reason = admitted ? reason(recognition) : Reason.TOO_MANY_FAILURES;
        SignInFailed failed =
                new SignInFailed(account(recognition), attempt.tenant(), who, from, reason, clock.instant());
        transaction.executeWithoutResult(
                _ -> publish(failed, failed.accountId() == null ? null : attempt.tenant(), null));
        return Optional.empty();
    }

    /** Whoever makes names up is of no tenant. */
    private void publish(SignInEvent event, @Nullable String tenant, @Nullable String user) {
        EventContext request = EventContext.current();
        new EventContext(
                        request.correlationId(),
                        request.causationId(),
                        tenant,
                        user,
                        request.session(),
                        request.traceparent())
                .call(() -> {
                    outbox.append(event);
                    return null;
                });
    }

    private static Reason reason(Recognition recognition) {
        return switch (recognition) {
            case Unknown _ -> Reason.UNKNOWN_ACCOUNT;
            case WrongPassword _ -> Reason.WRONG_PASSWORD;
            case Deactivated _ -> Reason.DEACTIVATED;
            case Recognised _ -> throw new IllegalStateException("That is no failure");
        };
    }

    private static @Nullable UUID account(Recognition recognition) {
        return switch (recognition) {
            case Unknown _ -> null;
            case WrongPassword(UUID account) -> account;
            case Deactivated(UUID account) -> account;
            case Recognised(Holder holder) -> holder.account();
        };
    }
}
