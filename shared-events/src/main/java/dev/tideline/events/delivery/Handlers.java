package dev.tideline.events.delivery;

import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventContext;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.delivery.Incoming.Wanted;
import dev.tideline.events.methods.MarkedMethods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Every handler of the application by the type name it handles, and every receiver by its topics. */
final class Handlers {

    private static final MarkedMethods MARKED = new MarkedMethods(EventHandler.class);

    private final Map<String, List<HandlerMethod>> byType = new HashMap<>();
    private final Map<String, Receiver> byTopic = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();

    Handlers(List<HandlerMethod> methods, List<Receiver> receivers, EventCatalogue catalogue) {
        for (HandlerMethod method : methods) {
            EventCatalogue.Entry entry = catalogue.entryOf(method.eventType());
            byType.computeIfAbsent(entry.name().toString(), _ -> new ArrayList<>())
                    .add(method);
            topics.add(entry.topic());
        }
        receivers.forEach(receiver -> receiver.topics().forEach(topic -> take(topic, receiver)));
    }

    private void take(String topic, Receiver receiver) {
        if (!topics.add(topic)) {
            throw new IllegalArgumentException("All that comes on " + topic + " is taken by "
                    + receiver.getClass().getName() + "; an @EventHandler cannot have some of it");
        }
        byTopic.put(topic, receiver);
    }

    static Handlers of(ListableBeanFactory beans, List<Receiver> receivers, EventCatalogue catalogue) {
        return new Handlers(MARKED.of(beans, HandlerMethod::of), receivers, catalogue);
    }

    /** Whether there would be any; makes no bean for that. */
    static boolean any(ListableBeanFactory beans) {
        return MARKED.any(beans) || beans.getBeanNamesForType(Receiver.class, true, false).length > 0;
    }

    Set<String> topics() {
        return topics;
    }

    boolean handle(@Nullable String type) {
        return byType.containsKey(type)
                || (type != null && byTopic.values().stream().anyMatch(receiver -> receiver.knows(type)));
    }

    /** Whether all that comes on a topic is taken, whatever its type. */
    boolean takeAll(String topic) {
        return byTopic.containsKey(topic);
    }

    /** Whether the later events of a key have to wait behind a dead letter of this type. */
    boolean hold(@Nullable String type) {
        return byType.getOrDefault(type, List.of()).stream().anyMatch(HandlerMethod::holds);
    }

    /**
     * Handles them in their order, as far as it can be seen: a handler of many gets them together unless a key has another event in
     * between.
     *
     * @throws HandlerFailed if it is known which one it was
     */
    void handle(List<Wanted> events) {
        Together together = new Together();
        for (Wanted event : events) {
            if (event.event().payload() instanceof AsItCame(byte[] bytes)) {
                give(event, bytes);
                continue;
            }
            List<HandlerMethod> handlers = byType.getOrDefault(event.type(), List.of());
            if (handlers.stream().anyMatch(HandlerMethod::takesMany)) {
                together.add(event, handlers);
            } else {
                together.letPass(event);
                handlers.forEach(handler -> handle(handler, event));
            }
        }
        together.handle();
    }

    private void give(Wanted message, byte[] bytes) {
        Receiver receiver = Objects.requireNonNull(byTopic.get(message.record().topic()));
        EventMetadata metadata = message.event().metadata();
        try {
            EventContext.causedBy(metadata).call(() -> {
                receiver.receive(metadata, bytes);
                return null;
            });
        } catch (RuntimeException e) {
            throw new HandlerFailed(message, e);
        }
    }

    private static void handle(HandlerMethod handler, Wanted event) {
        try {
            handler.handle(event.event());
        } catch (RuntimeException e) {
            throw new HandlerFailed(event, e);
        }
    }

    /** What is put off to be handled together. */
    private static final class Together {

        private final Map<String, List<Wanted>> events = new HashMap<>();
        private final Map<String, List<HandlerMethod>> handlers = new HashMap<>();
        private final Map<String, Set<Lane>> lanes = new HashMap<>();

        void add(Wanted event, List<HandlerMethod> all) {
            letPass(event);
            events.computeIfAbsent(event.type(), _ -> new ArrayList<>()).add(event);
            lanes.computeIfAbsent(event.type(), _ -> new HashSet<>()).add(event.lane());
            handlers.put(event.type(), all);
        }

        /** Nothing may be put off beyond a later event of its key. */
        void letPass(Wanted event) {
            if (events.isEmpty()) {
                return;
            }
            Lane lane = event.lane();
            if (lanes.entrySet().stream()
                    .anyMatch(each -> !each.getKey().equals(event.type())
                            && each.getValue().contains(lane))) {
                handle();
            }
        }

        void handle() {
            events.forEach((type, list) -> {
                for (HandlerMethod handler : handlers.getOrDefault(type, List.of())) {
                    if (handler.takesMany()) {
                        handleMany(handler, list);
                    } else {
                        list.forEach(event -> Handlers.handle(handler, event));
                    }
                }
            });
            events.clear();
            handlers.clear();
            lanes.clear();
        }

        private static void handleMany(HandlerMethod handler, List<Wanted> list) {
            List<EventEnvelope<?>> envelopes = new ArrayList<>(list.size());
            list.forEach(event -> envelopes.add(event.event()));
            if (list.size() == 1) {
                try {
                    handler.handle(envelopes);
                } catch (RuntimeException e) {
                    throw new HandlerFailed(list.getFirst(), e);
                }
            } else {
                handler.handle(envelopes);
            }
        }
    }
}
