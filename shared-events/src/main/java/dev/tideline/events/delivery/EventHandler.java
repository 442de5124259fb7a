package dev.tideline.events.delivery;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean handle the event it takes as its first parameter; a second one of type {@code EventMetadata} may follow. It
 * runs in a transaction, together with the mark that it has handled the event: what it writes to the database and to the outbox happens
 * once. Anything else it does may happen again after a crash. Within an aggregate, events come in order; throwing means "not now".
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EventHandler {}
