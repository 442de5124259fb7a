package dev.tideline.user.signin.holder;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** @param hash of the password, with the name of its algorithm before it */
record Credential(UUID accountId, String tenant, String hash, Set<String> roles, Instant changedAt) {}
