package dev.tideline.events.security;

import dev.tideline.events.EventContext;
import dev.tideline.events.web.ContextFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/** Binds tenant and user of the token in place of those that the request claims; without a token there are none. */
final class BindCaller extends ContextFilter {

    private static final String OPERATIONS = "/ops/";

    @Override
    protected EventContext context(HttpServletRequest request, HttpServletResponse response) {
        EventContext claimed = EventContext.current();
        Jwt token = token();
        return new EventContext(
                claimed.correlationId(),
                claimed.causationId(),
                token == null ? null : token.getClaimAsString(TokenClaims.TENANT),
                token == null ? null : token.getSubject(),
                null,
                claimed.traceparent());
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
