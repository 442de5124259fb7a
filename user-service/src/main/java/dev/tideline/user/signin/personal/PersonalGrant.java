package dev.tideline.user.signin.personal;

/** How a personal token is exchanged: at the token endpoint, with this grant type and its secret as {@code token}. */
public final class PersonalGrant {

    public static final String TYPE = "urn:tideline:personal-token";

    /** In whose name, so that the token tells where it comes from. */
    public static final String CLIENT = "personal-token";

    private PersonalGrant() {}
}
