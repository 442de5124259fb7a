package dev.tideline.events.security;

/** What somebody may do, as {@link TokenClaims#ROLES} names it. */
public final class Roles {

    /** Uses the suite. */
    public static final String USER = "user";

    /** Looks after it: may reach {@code /ops} and {@code /actuator}. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
