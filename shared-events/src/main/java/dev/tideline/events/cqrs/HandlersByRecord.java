package dev.tideline.events.cqrs;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.Message;
import dev.tideline.events.methods.MarkedMethods;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;

/** The one handler of each record. */
final class HandlersByRecord {

    static final HandlersByRecord NONE = new HandlersByRecord();

    private final Map<Class<?>, HandlerOf> handlers = new HashMap<>();

    private HandlersByRecord() {}

    /** @throws IllegalArgumentException for a method that is not of that form, a record of no catalogue, or one with two handlers */
    static HandlersByRecord of(HandlerOf.Form form, ListableBeanFactory beans, EventCatalogue catalogue) {
        HandlersByRecord all = new HandlersByRecord();
        for (HandlerOf handler : new MarkedMethods(form.annotation()).of(beans, form::read)) {
            catalogue.entryOf(handler.message());
            HandlerOf other = all.handlers.putIfAbsent(handler.message(), handler);
            if (other != null) {
                throw new IllegalArgumentException("%s is handled by %s and by %s; one has to do"
                        .formatted(handler.message().getName(), other.method(), handler.method()));
            }
        }
        return all;
    }

    Collection<HandlerOf> all() {
        return handlers.values();
    }

    HandlerOf of(Message given) {
        HandlerOf handler = handlers.get(given.getClass());
        if (handler == null) {
            throw new IllegalArgumentException(
                    "Nobody handles " + given.getClass().getName());
        }
        return handler;
    }

    HandlerOf of(Message given, Class<?> answer) {
        HandlerOf handler = of(given);
        if (handler.answer() != answer) {
            throw new IllegalArgumentException(handler.method() + " does not answer with " + answer.getName());
        }
        return handler;
    }
}
