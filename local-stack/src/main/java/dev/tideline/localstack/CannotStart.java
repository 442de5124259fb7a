package dev.tideline.localstack;

/** For the person at the terminal: the message says what is wrong and what to do. */
final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }
}
