package dev.tideline.notification.contact;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.util.UUID;

@EventType("users.account.email-changed")
record AccountEmailChanged(UUID accountId, String email) implements DomainEvent {

    @Override
    public String aggregateId() {
        return accountId.toString();
    }
}
