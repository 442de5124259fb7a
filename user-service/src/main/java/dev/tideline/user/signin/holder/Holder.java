package dev.tideline.user.signin.holder;

import java.util.Set;
import java.util.UUID;

/** Somebody who may have a token, and what it is to say. */
public record Holder(UUID account, String tenant, Set<String> roles) {}
