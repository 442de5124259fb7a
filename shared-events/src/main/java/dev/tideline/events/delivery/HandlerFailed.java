package dev.tideline.events.delivery;

/** Says which of several events it was. */
final class HandlerFailed extends RuntimeException {

    private final transient Incoming.Wanted event;

    HandlerFailed(Incoming.Wanted event, RuntimeException cause) {
        super(cause);
        this.event = event;
    }

    Incoming.Wanted event() {
        return event;
    }
}
