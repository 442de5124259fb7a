package dev.tideline.user.signin.holder;

import java.util.UUID;

/** @param canSignIn whether it has a credential */
record KnownAccount(UUID id, String tenant, boolean active, boolean canSignIn) {}
