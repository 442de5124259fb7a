package dev.tideline.events.requests;

import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import dev.tideline.events.cqrs.Freshness;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a query says beside itself: until when it is waited for ({@code expires}), and how fresh the answer has to be
 * ({@code consistencytoken}).
 *
 * @param expires null for as long as it takes
 */
record Terms(@Nullable Instant expires, Freshness freshness) {

    private static final String EXPIRES = "expires";
    private static final String TOKEN = "consistencytoken";

    /** @throws RuntimeException if they are malformed */
    static Terms of(EventMetadata query) {
        Object expires = query.extensions().get(EXPIRES);
        Object token = query.extensions().get(TOKEN);
        return new Terms(
                expires == null
                        ? null
                        : OffsetDateTime.parse(expires.toString()).toInstant(),
                token == null ? new Freshness.Any() : Freshness.valueOf(token.toString()));
    }

    <M extends Message> EventEnvelope<M> on(EventEnvelope<M> query) {
        EventEnvelope<M> told = expires == null ? query : query.with(EXPIRES, expires.toString());
        String token = freshness.token();
        return token.isEmpty() ? told : told.with(TOKEN, token);
    }

    boolean over(Clock clock) {
        return expires != null && !clock.instant().isBefore(expires);
    }
}
