package dev.tideline.events.delivery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean handle the event it takes as its first parameter; a second one of type {@code EventMetadata} may follow. It
 * runs in a transaction, together with the mark that it has handled the event: what it writes to the database and to the outbox happens
 * once. Anything else it does may happen again after a crash.
 *
 * <p>A method may take a {@code List} of the event or of {@code EventEnvelope} of it instead, to write many at once: those of one poll, in
 * order, with nothing of their keys left out in between. If it throws it is called again with fewer, down to the one that it throws on.
 *
 * <p>Within a key, events come in order. An event whose handler throws is tried again later, the later ones of its key wait, all others
 * go on. After the last attempt it is a dead letter. {@link NotRetryable} makes it one at once; while the database is away, attempts do
 * not count.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EventHandler {

    /** Of several handlers of one event, one that holds is enough. */
    AfterLastAttempt afterLastAttempt() default AfterLastAttempt.RELEASE;
}
