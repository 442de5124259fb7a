package dev.tideline.user.signin.issue;

import dev.tideline.user.signin.personal.PersonalGrant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** Somebody asks for a token in exchange for a personal one. */
final class PersonalTokenRequest extends OAuth2AuthorizationGrantAuthenticationToken {

    static final AuthorizationGrantType GRANT = new AuthorizationGrantType(PersonalGrant.TYPE);

    private final String secret;

    PersonalTokenRequest(OAuth2ClientAuthenticationToken client, String secret) {
        super(GRANT, client, Map.of());
        this.secret = secret;
    }

    String secret() {
        return secret;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof PersonalTokenRequest request && secret.equals(request.secret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), secret);
    }
}
