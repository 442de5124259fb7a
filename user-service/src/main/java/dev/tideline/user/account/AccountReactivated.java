package dev.tideline.user.account;

import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;

@EventType("users.account.reactivated")
record AccountReactivated(UUID accountId, Instant reactivatedAt) implements AccountEvent {}
