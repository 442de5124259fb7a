package dev.tideline.user.account;

import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;

@EventType("users.account.registered")
record AccountRegistered(UUID accountId, String email, String name, Instant registeredAt) implements AccountEvent {}
