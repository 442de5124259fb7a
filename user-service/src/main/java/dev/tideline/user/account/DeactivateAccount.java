package dev.tideline.user.account;

import dev.tideline.events.EventType;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** Asked of a deactivated account, it changes nothing and is no error. */
@EventType("users.account.deactivate.command")
record DeactivateAccount(@NotNull UUID accountId) implements AccountCommand {}
