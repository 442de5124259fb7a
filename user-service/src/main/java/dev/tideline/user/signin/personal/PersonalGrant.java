package dev.tideline.user.signin.personal;

import dev.tideline.events.security.TokenClaims;
import org.springframework.security.oauth2.jwt.Jwt;

/** How a personal token is exchanged: at the token endpoint, with this grant type and its secret as {@code token}. */
public final class PersonalGrant {

    public static final String TYPE = "urn:tideline:personal-token";

    /** In whose name, so that the token tells where it comes from. */
    public static final String CLIENT = "personal-token";

    private PersonalGrant() {}

    /** Whether it was a personal token that this one was given for. */
    public static boolean isFrom(Jwt token) {
        return CLIENT.equals(token.getClaimAsString(TokenClaims.CLIENT));
    }
}
