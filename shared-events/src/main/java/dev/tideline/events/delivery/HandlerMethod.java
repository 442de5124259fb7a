package dev.tideline.events.delivery;

import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.springframework.util.ReflectionUtils;

/** One annotated method and the bean to call it on. */
record HandlerMethod(Object bean, Method method) {

    HandlerMethod {
        Class<?>[] parameters = method.getParameterTypes();
        boolean fits = parameters.length >= 1
                && parameters.length <= 2
                && Message.class.isAssignableFrom(parameters[0])
                && (parameters.length == 1 || parameters[1] == EventMetadata.class);
        if (!fits) {
            throw new IllegalArgumentException(
                    "@EventHandler " + method + " must take an event record, and after it EventMetadata or nothing");
        }
        ReflectionUtils.makeAccessible(method);
    }

    Class<?> eventType() {
        return method.getParameterTypes()[0];
    }

    void handle(EventEnvelope<?> event) {
        EventContext.causedBy(event.metadata()).call(() -> {
            invoke(event);
            return null;
        });
    }

    private void invoke(EventEnvelope<?> event) {
        try {
            if (method.getParameterCount() == 1) {
                method.invoke(bean, event.payload());
            } else {
                method.invoke(bean, event.payload(), event.metadata());
            }
        } catch (InvocationTargetException e) {
            switch (e.getTargetException()) {
                case RuntimeException thrown -> throw thrown;
                case VirtualMachineError thrown -> throw thrown;
                case Throwable thrown -> throw new IllegalStateException(method + " failed", thrown);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
