package dev.tideline.events.web;

/** Headers that every service understands. */
public final class RequestHeaders {

    /** The account on whose behalf a request is made. Only a service that asks for no tokens believes it. */
    public static final String USER = "X-User-Id";

    /** Ties everything that one request brings about together; taken from the caller or made, and always answered. */
    public static final String CORRELATION = "X-Correlation-Id";

    /** What its sender calls a command; sent again with the same key it is carried out once, and answered the same. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /**
     * What a command is answered with, and a query is asked with to see what the command changed; with {@code ;else=stale} behind it, an older
     * answer will do. A query answered so says {@code stale}.
     */
    public static final String CONSISTENCY = "Consistency-Token";

    private RequestHeaders() {}
}
