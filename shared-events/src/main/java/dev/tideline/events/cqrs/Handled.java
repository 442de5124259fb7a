package dev.tideline.events.cqrs;

import dev.tideline.events.Command;
import dev.tideline.events.Message;
import dev.tideline.events.Query;
import dev.tideline.events.methods.MarkedMethods;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;

/** What an application has handlers for, told by its bean definitions; no bean is made for that. */
public final class Handled {

    private Handled() {}

    public static Set<Class<? extends Command>> commands(ListableBeanFactory beans) {
        return taken(CommandHandler.class, Command.class, beans);
    }

    public static Set<Class<? extends Query>> queries(ListableBeanFactory beans) {
        return taken(QueryHandler.class, Query.class, beans);
    }

    private static <M extends Message> Set<Class<? extends M>> taken(
            Class<? extends Annotation> annotation, Class<M> kind, ListableBeanFactory beans) {
        return new MarkedMethods(annotation)
                .in(beans)
                .map(Method::getParameterTypes)
                .flatMap(Arrays::stream)
                .filter(kind::isAssignableFrom)
                .<Class<? extends M>>map(type -> type.asSubclass(kind))
                .collect(Collectors.toUnmodifiableSet());
    }
}
