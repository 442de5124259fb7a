package dev.tideline.user.account;

import dev.tideline.events.EventType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

@EventType("users.account.rename.command")
record RenameAccount(
        @NotNull UUID accountId, @NotBlank @Size(max = 200) String name) implements AccountCommand {}
