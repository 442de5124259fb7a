package dev.tideline.events.cqrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean carry out the command that it takes, and return an {@link Outcome}. It runs in a transaction together with the
 * record of what came of it; if it rejects, whatever it wrote is undone. What it throws is no outcome: nothing is recorded, and the command
 * may be sent again. One method for each command.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CommandHandler {}
