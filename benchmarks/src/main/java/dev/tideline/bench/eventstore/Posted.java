package dev.tideline.bench.eventstore;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;

/** @param text to give it the size of an ordinary event */
@EventType("ledger.account.posted")
record Posted(String account, long amount, String text) implements DomainEvent {

    private static final String TEXT = "x".repeat(300);

    static Posted to(String account) {
        return new Posted(account, 1, TEXT);
    }

    @Override
    public String aggregateId() {
        return account;
    }
}
