package dev.tideline.events.security;

import dev.tideline.events.web.Refusals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Has the refusals of RFC 6750 said in problem+json too: its status and {@code WWW-Authenticate} header stay. Where the issuer's keys
 * cannot be had, no token is wrong yet: come again.
 */
final class AnswerRefused implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final HandlerExceptionResolver problems;
    private final AuthenticationEntryPoint unknown = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler denied = new BearerTokenAccessDeniedHandler();

    AnswerRefused(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        if (e instanceof AuthenticationServiceException) {
            answer(request, response, Refusals.notNow("Tokens cannot be checked just now.", SOON));
        } else {
            unknown.commence(request, response, e);
            answer(request, response, refusal(response, "This needs a valid token: Authorization: Bearer …"));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        denied.handle(request, response, e);
        answer(request, response, refusal(response, "The token does not allow this."));
    }

    private static ErrorResponseException refusal(HttpServletResponse response, String detail) {
        return Refusals.of(HttpStatusCode.valueOf(response.getStatus()), detail);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, ErrorResponseException refusal) {
        problems.resolveException(request, response, null, refusal);
    }
}
