package dev.tideline.events.delivery;

/** Our database does not answer, or we are being stopped; nothing can be done now, and nothing counts as tried. */
final class Unavailable extends RuntimeException {
    Unavailable(Throwable cause) {
        super("Not now: " + cause.getMessage(), cause);
    }
}
