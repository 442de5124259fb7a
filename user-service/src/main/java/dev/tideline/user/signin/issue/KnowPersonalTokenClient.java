package dev.tideline.user.signin.issue;

import dev.tideline.user.signin.personal.PersonalGrant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Knows the client of personal tokens, which proves nothing: the personal token does. All others are left to others. */
record KnowPersonalTokenClient(RegisteredClientRepository clients) implements AuthenticationProvider {

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) authentication;
        boolean personal = PersonalGrant.CLIENT.equals(client.getPrincipal())
                && ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod());
        var registered = personal ? clients.findByClientId(PersonalGrant.CLIENT) : null;
        return registered == null
                ? null
                : new OAuth2ClientAuthenticationToken(registered, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
