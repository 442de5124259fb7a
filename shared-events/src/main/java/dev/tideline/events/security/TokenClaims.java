package dev.tideline.events.security;

/** What a token says beside the registered claims. Its subject is an account's id, or the name of a client that acts for itself. */
public final class TokenClaims {

    /** The tenant of the account; absent where a client acts for itself, unless it was made for one tenant. */
    public static final String TENANT = "tenant";

    /** A list of {@link Roles}. */
    public static final String ROLES = "roles";

    /** The client that was given the token. */
    public static final String CLIENT = "client_id";

    private TokenClaims() {}
}
