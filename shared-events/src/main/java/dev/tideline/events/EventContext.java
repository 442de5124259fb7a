package dev.tideline.events;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * On whose behalf and because of what the current code runs; new messages take it over. Bound per request by the web filter and per
 * event by delivery. It does not follow work handed to another thread.
 *
 * @param roles of the user, as a token over REST has them; a message says nothing of roles, so over a topic nobody is an operator
 */
public record EventContext(
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String tenant,
        @Nullable String user,
        Set<String> roles,
        @Nullable String session,
        @Nullable String traceparent) {

    private static final String LOGGED = "correlationId";
    private static final EventContext NONE = new EventContext(null, null, null, null, null, null);
    private static final ScopedValue<EventContext> CURRENT = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> ACROSS_TENANTS = ScopedValue.newInstance();

    /** As the tenant of rows that are written now: what is kept by tenant cannot be nobody's. */
    public static String requireTenant() {
        String tenant = current().tenant();
        if (tenant == null) {
            throw new NoTenant();
        }
        return tenant;
    }

    public EventContext {
        roles = Set.copyOf(roles);
    }

    /** Of a user without roles. */
    public EventContext(
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable String tenant,
            @Nullable String user,
            @Nullable String session,
            @Nullable String traceparent) {
        this(correlationId, causationId, tenant, user, Set.of(), session, traceparent);
    }

    public static EventContext current() {
        return CURRENT.orElse(NONE);
    }

    /** The context of whatever handling that message brings about. */
    public static EventContext causedBy(EventMetadata cause) {
        return new EventContext(
                cause.correlationId(), cause.id(), cause.tenant(), cause.user(), cause.session(), cause.traceparent());
    }

    /**
     * Runs what is not any one tenant's: upkeep, migrations, operators' desks. The context stays, and where work within this is run in another,
     * that is its tenant's again.
     */
    public static <R extends @Nullable Object, X extends Throwable> R acrossTenants(
            ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(ACROSS_TENANTS, true).call(work);
    }

    public static boolean isAcrossTenants() {
        return ACROSS_TENANTS.orElse(false);
    }

    /** Runs the work in this context; its log lines carry the correlation id. */
    public <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> work)
            throws X {
        String outer = MDC.get(LOGGED);
        log(correlationId);
        try {
            return ScopedValue.where(CURRENT, this).where(ACROSS_TENANTS, false).call(work);
        } finally {
            log(outer);
        }
    }

    private static void log(@Nullable String correlationId) {
        if (correlationId == null) {
            MDC.remove(LOGGED);
        } else {
            MDC.put(LOGGED, correlationId);
        }
    }
}
