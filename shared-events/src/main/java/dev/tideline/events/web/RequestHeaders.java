package dev.tideline.events.web;

/** Headers that every service understands. */
public final class RequestHeaders {

    /** The account on whose behalf a request is made. Only a service that asks for no tokens believes it. */
    public static final String USER = "X-User-Id";

    /** Ties everything that one request brings about together; taken from the caller or made, and always answered. */
    public static final String CORRELATION = "X-Correlation-Id";

    private RequestHeaders() {}
}
