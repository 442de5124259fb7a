package dev.tideline.user.account;

import dev.tideline.events.DomainEvent;
import java.util.UUID;

/** What can happen to an account. */
sealed interface AccountEvent extends DomainEvent
        permits AccountRegistered, AccountEmailChanged, AccountRenamed, AccountDeactivated, AccountReactivated {

    UUID accountId();

    @Override
    default String aggregateId() {
        return accountId().toString();
    }
}
