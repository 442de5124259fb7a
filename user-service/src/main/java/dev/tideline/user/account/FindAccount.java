package dev.tideline.user.account;

import dev.tideline.events.EventType;
import dev.tideline.events.Query;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** One account, by its id. */
@EventType("users.account.find.query")
record FindAccount(@NotNull UUID accountId) implements Query {

    @Override
    public String aggregateId() {
        return accountId.toString();
    }
}
