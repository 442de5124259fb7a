package dev.tideline.events.delivery;

import dev.tideline.events.UnreadableEvent;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Why an event was not handled, as it is told to operators. */
record Failure(String exception, String message, String stack) {

    private static final int MESSAGE = 2_000;
    private static final int STACK = 16_000;

    static Failure of(Throwable thrown) {
        Throwable cause = thrown instanceof HandlerFailed && thrown.getCause() != null ? thrown.getCause() : thrown;
        StringWriter stack = new StringWriter();
        if (!(cause instanceof UnreadableEvent)) {
            cause.printStackTrace(new PrintWriter(stack));
        }
        return new Failure(
                cause.getClass().getName(),
                cut(String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}", " "), MESSAGE),
                cut(KeptRecord.storable(stack.toString()), STACK));
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
