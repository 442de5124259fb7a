package dev.tideline.events.delivery;

/** What becomes of the later events of a key when one of them has become a dead letter. */
public enum AfterLastAttempt {
    /** They are handled, without it. */
    RELEASE,
    /** They wait until an operator has had it handled, or discards it. */
    HOLD
}
