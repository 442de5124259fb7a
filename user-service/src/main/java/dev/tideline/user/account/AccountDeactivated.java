package dev.tideline.user.account;

import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;

@EventType("users.account.deactivated")
record AccountDeactivated(UUID accountId, Instant deactivatedAt) implements AccountEvent {}
