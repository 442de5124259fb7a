package dev.tideline.events.web;

import dev.tideline.events.EventContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the rest of a request run in an {@link EventContext}. */
public abstract class ContextFilter extends OncePerRequestFilter {

    protected abstract EventContext context(HttpServletRequest request, HttpServletResponse response);

    /** Whether the request is about all tenants, and not the context's alone. */
    protected boolean isAcrossTenants(HttpServletRequest request) {
        return false;
    }

    @Override
    protected final void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            context(request, response)
                    .call(() -> isAcrossTenants(request)
                            ? EventContext.acrossTenants(() -> proceed(request, response, chain))
                            : proceed(request, response, chain));
        } catch (Wrapped e) {
            throw e.servletException;
        }
    }

    private static @Nullable Void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
            return null;
        } catch (ServletException e) {
            throw new Wrapped(e);
        }
    }

    private static final class Wrapped extends IOException {

        private final ServletException servletException;

        Wrapped(ServletException servletException) {
            super(servletException);
            this.servletException = servletException;
        }
    }
}
