package dev.tideline.events.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;

/** Refusals that a controller throws; they are answered as problem+json with the given detail. */
public final class Refusals {

    private Refusals() {}

    public static ErrorResponseException badRequest(String detail) {
        return refusal(HttpStatus.BAD_REQUEST, detail);
    }

    public static ErrorResponseException forbidden(String detail) {
        return refusal(HttpStatus.FORBIDDEN, detail);
    }

    public static ErrorResponseException notFound(String detail) {
        return refusal(HttpStatus.NOT_FOUND, detail);
    }

    public static ErrorResponseException conflict(String detail) {
        return refusal(HttpStatus.CONFLICT, detail);
    }

    /** Where the server, or a filter of somebody else's, has decided on the status. */
    public static ErrorResponseException of(HttpStatusCode status, String detail) {
        return refusal(status, detail);
    }

    public static ErrorResponseException notNow(String detail, Duration retryAfter) {
        ErrorResponseException refusal = refusal(HttpStatus.SERVICE_UNAVAILABLE, detail);
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        return refusal;
    }

    static ErrorResponseException refusal(HttpStatusCode status, String detail) {
        ErrorResponseException refusal = new ErrorResponseException(status);
        refusal.setDetail(detail);
        return refusal;
    }
}
