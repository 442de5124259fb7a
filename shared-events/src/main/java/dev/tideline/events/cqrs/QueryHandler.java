package dev.tideline.events.cqrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a bean answer the query that it takes, and return an {@link Answer}. It changes nothing, and runs in no transaction but its
 * own. One method for each query.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface QueryHandler {

    /**
     * The projection whose tables it reads, for which a query can wait. None where it reads what commands write themselves: that is never
     * behind.
     */
    String projection() default "";
}
