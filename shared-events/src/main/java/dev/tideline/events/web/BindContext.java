package dev.tideline.events.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds the {@link EventContext} of a request, so that its events and its log lines can be told from others'. */
final class BindContext extends OncePerRequestFilter {

    /** What may go into logs and headers unharmed. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String correlation = safe(request.getHeader(RequestHeaders.CORRELATION));
        if (correlation == null) {
            correlation = UuidCreator.getTimeOrderedEpoch().toString();
        }
        response.setHeader(RequestHeaders.CORRELATION, correlation);
        EventContext context = new EventContext(
                correlation,
                null,
                null,
                safe(request.getHeader(RequestHeaders.USER)),
                null,
                traceparent(request.getHeader("traceparent")));
        proceed(context, request, response, chain);
    }

    private static void proceed(
            EventContext context, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            context.call(() -> {
                try {
                    chain.doFilter(request, response);
                    return null;
                } catch (ServletException e) {
                    throw new Wrapped(e);
                }
            });
        } catch (Wrapped e) {
            throw e.servletException;
        }
    }

    private static @Nullable String traceparent(@Nullable String header) {
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    private static @Nullable String safe(@Nullable String header) {
        return header != null && SAFE.matcher(header).matches() ? header : null;
    }

    private static final class Wrapped extends IOException {

        private final ServletException servletException;

        Wrapped(ServletException servletException) {
            super(servletException);
            this.servletException = servletException;
        }
    }
}
