package dev.tideline.user.signin.issue;

import dev.tideline.events.security.Roles;
import dev.tideline.events.security.TokenClaims;
import dev.tideline.user.signin.holder.Holder;
import dev.tideline.user.signin.holder.Holders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** Has a token say whom it is for and what that may do, as of now: who has been deactivated, or given another password, meanwhile gets
 * none. */
@Component
class FillToken implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final Set<String> ROLES = Set.of(Roles.USER, Roles.OPERATOR);

    private final Holders holders;
    private final String audience;

    FillToken(Holders holders, @Value("${tideline.security.audience:tideline}") String audience) {
        this.holders = holders;
        this.audience = audience;
    }

    @Override
    public void customize(JwtEncodingContext token) {
        token.getClaims()
                .audience(list(Stream.of(audience)))
                .claim(TokenClaims.CLIENT, token.getRegisteredClient().getClientId());
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(token.getAuthorizationGrantType())) {
            token.getClaims()
                    .claim(
                            TokenClaims.ROLES,
                            list(token.getAuthorizedScopes().stream().filter(ROLES::contains)));
            String tenant = token.getRegisteredClient().getClientSettings().getSetting(TokenClaims.TENANT);
            if (tenant != null) {
                token.getClaims().claim(TokenClaims.TENANT, tenant);
            }
        } else {
            Holder holder = Optional.<Authentication>ofNullable(token.getPrincipal())
                    .flatMap(account -> holders.find(UUID.fromString(account.getName()))
                            .filter(found -> !(account.getDetails() instanceof String since)
                                    || since.equals(found.since().toString())))
                    .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
            token.getClaims()
                    .claim(TokenClaims.TENANT, holder.tenant())
                    .claim(TokenClaims.ROLES, list(holder.roles().stream()));
        }
    }

    /** Of a kind that the authorization server trusts itself to read back from its table. */
    private static List<String> list(Stream<String> words) {
        return words.sorted().collect(Collectors.toCollection(ArrayList::new));
    }
}
