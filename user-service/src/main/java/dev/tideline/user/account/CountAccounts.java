package dev.tideline.user.account;

import dev.tideline.events.EventType;
import dev.tideline.events.Query;

/** How many accounts the asker's tenant has. */
@EventType("users.account.count.query")
record CountAccounts() implements Query {

    @Override
    public String aggregateId() {
        return "all";
    }
}
