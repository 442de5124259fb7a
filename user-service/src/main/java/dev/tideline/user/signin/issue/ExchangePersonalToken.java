package dev.tideline.user.signin.issue;

import dev.tideline.user.signin.personal.PersonalTokens;
import java.util.List;
import java.util.UUID;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Gives a token for a personal one, if that is valid and its account is active. Nothing of it is kept. */
record ExchangePersonalToken(PersonalTokens tokens, OAuth2TokenGenerator<?> generator)
        implements AuthenticationProvider {

    @Override
    public Authentication authenticate(Authentication authentication) {
        PersonalTokenRequest request = (PersonalTokenRequest) authentication;
        OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) request.getPrincipal();
        RegisteredClient registered = client.getRegisteredClient();
        if (registered == null || !registered.getAuthorizationGrantTypes().contains(PersonalTokenRequest.GRANT)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT);
        }
        UUID account = tokens.redeem(request.secret())
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        OAuth2Token token = generator.generate(DefaultOAuth2TokenContext.builder()
                .registeredClient(registered)
                .principal(UsernamePasswordAuthenticationToken.authenticated(account.toString(), null, List.of()))
                .authorizationServerContext(AuthorizationServerContextHolder.getContext())
                .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                .authorizationGrantType(PersonalTokenRequest.GRANT)
                .authorizationGrant(request)
                .build());
        if (token == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.SERVER_ERROR);
        }
        return new OAuth2AccessTokenAuthenticationToken(
                registered,
                client,
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        token.getTokenValue(),
                        token.getIssuedAt(),
                        token.getExpiresAt()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return PersonalTokenRequest.class.isAssignableFrom(authentication);
    }
}
