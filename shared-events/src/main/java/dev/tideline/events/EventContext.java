package dev.tideline.events;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf and because of what the current code runs; new messages take it over. Bound per request by the web filter and per
 * event by delivery. It does not follow work handed to another thread.
 */
public record EventContext(
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String session,
        @Nullable String traceparent) {

    private static final EventContext NONE = new EventContext(null, null, null, null, null, null);
    private static final ScopedValue<EventContext> CURRENT = ScopedValue.newInstance();

    public static EventContext current() {
        return CURRENT.orElse(NONE);
    }

    /** The context of whatever handling that message brings about. */
    public static EventContext causedBy(EventMetadata cause) {
        return new EventContext(
                cause.correlationId(), cause.id(), cause.tenant(), cause.user(), cause.session(), cause.traceparent());
    }

    /** Runs the work in this context. */
    public <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
