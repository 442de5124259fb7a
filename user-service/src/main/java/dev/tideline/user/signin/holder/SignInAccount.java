package dev.tideline.user.signin.holder;

import java.util.UUID;

/**
 * An account, as far as signing in has to know it.
 *
 * @param active false where it was deactivated, or is to be forgotten
 */
public record SignInAccount(UUID id, String tenant, boolean active) {}
