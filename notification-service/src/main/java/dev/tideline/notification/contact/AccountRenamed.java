package dev.tideline.notification.contact;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.util.UUID;

@EventType("users.account.renamed")
record AccountRenamed(UUID accountId, String name) implements DomainEvent {

    @Override
    public String aggregateId() {
        return accountId.toString();
    }
}
