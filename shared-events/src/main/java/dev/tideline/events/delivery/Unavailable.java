package dev.tideline.events.delivery;

/** Our database does not answer; nothing can be done until it does, and nothing counts as tried. */
final class Unavailable extends RuntimeException {
    Unavailable(Throwable cause) {
        super("The database does not answer", cause);
    }
}
