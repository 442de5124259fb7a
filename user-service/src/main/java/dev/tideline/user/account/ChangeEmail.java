package dev.tideline.user.account;

import dev.tideline.events.EventType;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

@EventType("users.account.change-email.command")
record ChangeEmail(
        @NotNull UUID accountId,
        @NotBlank @Email @Size(max = 254) String email) implements AccountCommand {}
