package dev.tideline.events.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds the {@link EventContext} of a request, so that its events and its log lines can be told from others'. It believes who the request
 * says it comes from; where tokens are asked for, the package {@code security} knows better and binds another.
 */
final class BindContext extends ContextFilter {

    /** What may go into logs and headers unharmed. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected EventContext context(HttpServletRequest request, HttpServletResponse response) {
        String correlation = safe(request.getHeader(RequestHeaders.CORRELATION));
        if (correlation == null) {
            correlation = UuidCreator.getTimeOrderedEpoch().toString();
        }
        response.setHeader(RequestHeaders.CORRELATION, correlation);
        return new EventContext(
                correlation,
                null,
                null,
                safe(request.getHeader(RequestHeaders.USER)),
                null,
                traceparent(request.getHeader("traceparent")));
    }

    private static @Nullable String traceparent(@Nullable String header) {
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    private static @Nullable String safe(@Nullable String header) {
        return header != null && SAFE.matcher(header).matches() ? header : null;
    }
}
