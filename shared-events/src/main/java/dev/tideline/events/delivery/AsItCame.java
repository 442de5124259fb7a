package dev.tideline.events.delivery;

/** The payload of a message that is read by its {@link Receiver}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AsItCame(byte[] bytes) {}
