package dev.tideline.events.delivery;

import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import dev.tideline.events.methods.MarkedMethods;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** One annotated method and the bean to call it on. */
record HandlerMethod(Object bean, Method method, Class<?> eventType, Takes takes) {

    enum Takes {
        EVENT,
        EVENT_AND_METADATA,
        EVENTS,
        ENVELOPES
    }

    static HandlerMethod of(Object bean, Method method) {
        ResolvableType first =
                method.getParameterCount() == 0 ? ResolvableType.NONE : ResolvableType.forMethodParameter(method, 0);
        ResolvableType element = first.toClass() == List.class ? first.getGeneric() : ResolvableType.NONE;
        ReflectionUtils.makeAccessible(method);
        if (method.getParameterCount() == 2
                && isMessage(first)
                && method.getParameterTypes()[1] == EventMetadata.class) {
            return new HandlerMethod(bean, method, first.toClass(), Takes.EVENT_AND_METADATA);
        }
        if (method.getParameterCount() == 1 && isMessage(first)) {
            return new HandlerMethod(bean, method, first.toClass(), Takes.EVENT);
        }
        if (method.getParameterCount() == 1 && isMessage(element)) {
            return new HandlerMethod(bean, method, element.toClass(), Takes.EVENTS);
        }
        if (method.getParameterCount() == 1
                && element.toClass() == EventEnvelope.class
                && isMessage(element.getGeneric())) {
            return new HandlerMethod(bean, method, element.getGeneric().toClass(), Takes.ENVELOPES);
        }
        throw new IllegalArgumentException(
                "@EventHandler " + method
                        + " must take an event record, and after it EventMetadata or nothing; or a List of the record, or of EventEnvelope of it");
    }

    private static boolean isMessage(ResolvableType type) {
        return Message.class.isAssignableFrom(type.toClass());
    }

    boolean takesMany() {
        return takes == Takes.EVENTS || takes == Takes.ENVELOPES;
    }

    boolean holds() {
        EventHandler annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventHandler.class);
        return annotation != null && annotation.afterLastAttempt() == AfterLastAttempt.HOLD;
    }

    void handle(EventEnvelope<?> event) {
        EventContext.causedBy(event.metadata()).call(() -> {
            if (takes == Takes.EVENT) {
                invoke(event.payload());
            } else {
                invoke(event.payload(), event.metadata());
            }
            return null;
        });
    }

    /** They have no cause in common, so it runs in no event's context. */
    void handle(List<EventEnvelope<?>> events) {
        invoke(
                takes == Takes.ENVELOPES
                        ? events
                        : events.stream().map(EventEnvelope::payload).toList());
    }

    private void invoke(Object... arguments) {
        MarkedMethods.call(bean, method, arguments);
    }
}
