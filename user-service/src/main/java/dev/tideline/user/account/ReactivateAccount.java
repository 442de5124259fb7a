package dev.tideline.user.account;

import dev.tideline.events.EventType;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** Asked of an active account, it changes nothing and is no error. */
@EventType("users.account.reactivate.command")
record ReactivateAccount(@NotNull UUID accountId) implements AccountCommand {}
