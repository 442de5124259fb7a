package dev.tideline.events.security;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.ContextFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/** Binds tenant, user and roles of the token in place of those that the request claims; without a token there are none. */
final class BindCaller extends ContextFilter {

    private static final String OPERATIONS = "/ops/";

    @Override
    protected EventContext context(HttpServletRequest request, HttpServletResponse response) {
        EventContext claimed = EventContext.current();
        Jwt token = token();
        return token == null
                ? new EventContext(
                        claimed.correlationId(), claimed.causationId(), null, null, null, claimed.traceparent())
                : new EventContext(
                        claimed.correlationId(),
                        claimed.causationId(),
                        token.getClaimAsString(TokenClaims.TENANT),
                        token.getSubject(),
                        roles(token),
                        null,
                        claimed.traceparent());
    }

    private static Set<String> roles(Jwt token) {
        List<String> roles = token.getClaimAsStringList(TokenClaims.ROLES);
        return roles == null ? Set.of() : Set.copyOf(roles);
    }

    /** Operators look after the suite and not after a tenant. Nobody else gets as far as here with such a path. */
    @Override
    protected boolean isAcrossTenants(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + OPERATIONS);
    }

    private static @Nullable Jwt token() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && caller.getPrincipal() instanceof Jwt token ? token : null;
    }
}
