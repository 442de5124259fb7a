package dev.tideline.proving.ledger;

import dev.tideline.events.EventType;
import dev.tideline.events.IntegrationEvent;
import java.util.Set;
import java.util.UUID;

/** Reminds of an account, not before its time. */
@EventType("ledger.reminder.sent")
record Reminded(String account, UUID reminder) implements IntegrationEvent {

    @Override
    public String aggregateId() {
        return account;
    }

    @Override
    public Set<String> targets() {
        return Set.of("reader");
    }
}
