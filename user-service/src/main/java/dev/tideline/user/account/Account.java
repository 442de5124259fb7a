package dev.tideline.user.account;

import java.time.Instant;
import java.util.UUID;

record Account(UUID id, String email, String name, Instant registeredAt, long version) {}
