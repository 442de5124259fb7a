package dev.tideline.proving.ledger;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.util.UUID;

/**
 * A posting on an account.
 *
 * @param posting tells it from every other
 * @param failures how often its handler is to fail; for ever if negative
 */
@EventType("ledger.account.posted")
record Posted(String account, UUID posting, int failures) implements DomainEvent {

    @Override
    public String aggregateId() {
        return account;
    }
}
