package dev.tideline.events.delivery;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventEnvelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Every handler of the application by the type name it handles. */
final class Handlers {

    private final Map<String, List<HandlerMethod>> byType = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();

    Handlers(List<HandlerMethod> methods, EventCatalogue catalogue) {
        for (HandlerMethod method : methods) {
            EventCatalogue.Entry entry = catalogue.entryOf(method.eventType());
            byType.computeIfAbsent(entry.name().toString(), _ -> new ArrayList<>()).add(method);
            topics.add(entry.topic());
        }
    }

    static Handlers of(ListableBeanFactory beans, EventCatalogue catalogue) {
        List<HandlerMethod> methods = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = beans.getType(name, false);
            if (type == null) {
                continue;
            }
            ReflectionUtils.MethodFilter annotated =
                    method -> AnnotatedElementUtils.isAnnotated(method, EventHandler.class);
            MethodIntrospector.selectMethods(ClassUtils.getUserClass(type), annotated)
                    .forEach(method -> methods.add(
                            new HandlerMethod(beans.getBean(name), AopUtils.selectInvocableMethod(method, type))));
        }
        return new Handlers(methods, catalogue);
    }

    Set<String> topics() {
        return topics;
    }

    boolean handle(String type) {
        return byType.containsKey(type);
    }

    void handle(EventEnvelope<?> event) {
        byType.getOrDefault(event.metadata().type(), List.of()).forEach(handler -> handler.handle(event));
    }
}
