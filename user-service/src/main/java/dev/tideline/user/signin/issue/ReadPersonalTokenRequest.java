package dev.tideline.user.signin.issue;

import dev.tideline.user.signin.personal.PersonalGrant;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * Reads {@code grant_type} and {@code token} from a form. The client need not be named: there is one for all personal tokens. A secret in
 * the query is refused, because queries end in logs.
 */
final class ReadPersonalTokenRequest {

    private static final String SECRET = "token";

    private ReadPersonalTokenRequest() {}

    static @Nullable Authentication client(HttpServletRequest request) {
        return asks(request)
                ? new OAuth2ClientAuthenticationToken(PersonalGrant.CLIENT, ClientAuthenticationMethod.NONE, null, null)
                : null;
    }

    static @Nullable Authentication grant(HttpServletRequest request) {
        if (!asks(request)) {
            return null;
        }
        String[] secrets = request.getParameterValues(SECRET);
        if (secrets == null || secrets.length != 1 || request.getQueryString() != null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2ClientAuthenticationToken client
                ? new PersonalTokenRequest(client, secrets[0])
                : null;
    }

    private static boolean asks(HttpServletRequest request) {
        return PersonalGrant.TYPE.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
    }
}
