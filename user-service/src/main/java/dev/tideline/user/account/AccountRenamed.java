package dev.tideline.user.account;

import dev.tideline.events.EventType;
import java.time.Instant;
import java.util.UUID;

@EventType("users.account.renamed")
record AccountRenamed(UUID accountId, String name, Instant renamedAt) implements AccountEvent {}
