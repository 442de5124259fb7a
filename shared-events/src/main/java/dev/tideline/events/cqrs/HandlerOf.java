package dev.tideline.events.cqrs;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.Message;
import dev.tideline.events.methods.MarkedMethods;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/** One annotated method, and the bean to call it on. */
record HandlerOf(Object bean, Method method, Class<? extends Message> message, Class<?> answer) {

    /** What an annotated method has to take, and to wrap its answer in. */
    record Form(Class<? extends Annotation> annotation, Class<? extends Message> message, Class<?> result) {

        HandlerOf read(Object bean, Method method) {
            Class<?> answer =
                    ResolvableType.forMethodReturnType(method).getGeneric().resolve();
            if (!fits(method) || answer == null) {
                throw new IllegalArgumentException(
                        "@%s %s must take one record that is a %s, and return an %s of a class without type parameters"
                                .formatted(
                                        annotation.getSimpleName(),
                                        method,
                                        message.getSimpleName(),
                                        result.getSimpleName()));
            }
            ReflectionUtils.makeAccessible(method);
            return new HandlerOf(bean, method, taken(method), answer);
        }

        private boolean fits(Method method) {
            ResolvableType returned = ResolvableType.forMethodReturnType(method);
            return method.getParameterCount() == 1
                    && message.isAssignableFrom(method.getParameterTypes()[0])
                    && returned.toClass() == result
                    && !returned.getGeneric().hasGenerics();
        }

        private Class<? extends Message> taken(Method method) {
            return method.getParameterTypes()[0].asSubclass(message);
        }
    }

    Object handle(Message given) {
        return requireNonNull(MarkedMethods.call(bean, method, given), () -> method + " returned null");
    }
}
