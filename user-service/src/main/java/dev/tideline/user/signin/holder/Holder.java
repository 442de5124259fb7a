package dev.tideline.user.signin.holder;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who may have a token, and what it is to say.
 *
 * @param since when that was last given or changed, which ends what was begun before
 */
public record Holder(UUID account, String tenant, Set<String> roles, Instant since) {}
