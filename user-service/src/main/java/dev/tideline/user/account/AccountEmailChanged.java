package dev.tideline.user.account;

import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;

@EventType("users.account.email-changed")
record AccountEmailChanged(UUID accountId, String email, Instant changedAt) implements AccountEvent {}
