package dev.tideline.events.cqrs;

import static java.util.Objects.requireNonNull;

import dev.tideline.events.Command;
import dev.tideline.events.methods.MarkedMethods;
import java.lang.reflect.Method;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/** One annotated method, and the bean to call it on. */
record HandlerOfCommand(Object bean, Method method, Class<? extends Command> command, Class<?> answer) {

    static HandlerOfCommand of(Object bean, Method method) {
        ResolvableType returned = ResolvableType.forMethodReturnType(method);
        Class<?> answer = returned.getGeneric().resolve();
        if (method.getParameterCount() != 1
                || !Command.class.isAssignableFrom(method.getParameterTypes()[0])
                || returned.toClass() != Outcome.class
                || answer == null
                || returned.getGeneric().hasGenerics()) {
            throw new IllegalArgumentException("@CommandHandler " + method
                    + " must take a command record, and return an Outcome of a class without type parameters");
        }
        ReflectionUtils.makeAccessible(method);
        return new HandlerOfCommand(bean, method, method.getParameterTypes()[0].asSubclass(Command.class), answer);
    }

    @SuppressWarnings("unchecked") // the bus has compared the class
    <R> Outcome<R> handle(Command given) {
        return (Outcome<R>) requireNonNull(MarkedMethods.call(bean, method, given), () -> method + " returned null");
    }
}
