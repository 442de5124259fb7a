package dev.tideline.proving.reader;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.util.UUID;

/** The ledger's posting, as far as the reader cares. */
@EventType("ledger.account.posted")
record Posted(String account, UUID posting, int failures) implements DomainEvent {

    @Override
    public String aggregateId() {
        return account;
    }
}
