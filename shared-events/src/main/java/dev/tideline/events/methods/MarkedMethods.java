package dev.tideline.events.methods;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** The methods of all beans that carry one annotation. */
public record MarkedMethods(Class<? extends Annotation> annotation) {

    /** Each with its bean, and as it has to be called on that. */
    public <T> List<T> of(ListableBeanFactory beans, BiFunction<Object, Method, T> take) {
        List<T> taken = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type == null) {
                continue;
            }
            for (Method method : in(type)) {
                taken.add(take.apply(beans.getBean(name), AopUtils.selectInvocableMethod(method, type)));
            }
        }
        return taken;
    }

    /** Whether there would be any; makes no bean for that. */
    public boolean any(ListableBeanFactory beans) {
        return in(beans).findAny().isPresent();
    }

    /** The methods alone; makes no bean for that. */
    public Stream<Method> in(ListableBeanFactory beans) {
        return Arrays.stream(beans.getBeanDefinitionNames())
                .map(name -> beans.getType(name, false))
                .filter(Objects::nonNull)
                .flatMap(type -> in(type).stream());
    }

    private Set<Method> in(Class<?> type) {
        return MethodIntrospector.selectMethods(
                ClassUtils.getUserClass(type),
                (Method method) -> AnnotatedElementUtils.isAnnotated(method, annotation));
    }

    /** Calls it, and throws what it throws. */
    public static @Nullable Object call(Object bean, Method method, Object... arguments) {
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            switch (e.getTargetException()) {
                case RuntimeException thrown -> throw thrown;
                case OutOfMemoryError thrown -> throw thrown;
                case Throwable thrown -> throw new IllegalStateException(method + " failed: " + thrown, thrown);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
