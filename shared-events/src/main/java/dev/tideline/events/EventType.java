package dev.tideline.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a message record on the wire. Two services that speak of the same event share this name and its schema, never the class: a
 * consumer declares a record of its own with the components it cares for.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** {@code <domain>.<entity>.<action>}, the action in past tense; see {@link TypeName} for commands and queries. */
    String value();

    /**
     * Version of the record's schema; in a record of another service's event, the version it was made for. It goes up by one with each
     * change that old events or old readers would not survive, and each such step has an {@link Upcaster}. Adding a {@code @Nullable}
     * component is no such change.
     */
    int version() default 1;

    /** The topic, where it is not the one that {@link TypeName#topic()} derives. */
    String topic() default "";
}
