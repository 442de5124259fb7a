package dev.tideline.events;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Which record stands for which type name in this service. Made once at start-up; what is wrong with a record stops the start. */
public final class EventCatalogue {

    /** One message type: its name, schema version, record and topic. */
    public record Entry(TypeName name, int version, Class<? extends Message> payload, String topic) {

        /** Identifies the schema of the payload. */
        public URI dataSchema() {
            return URI.create("urn:tideline:" + name + ":" + version);
        }
    }

    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<Class<?>, Entry> byPayload = new HashMap<>();

    private EventCatalogue() {}

    /** Every annotated record in or below the packages. */
    public static EventCatalogue scan(ClassLoader loader, Collection<String> packages) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EventType.class));
        return of(packages.stream()
                .flatMap(name -> scanner.findCandidateComponents(name).stream())
                .map(BeanDefinition::getBeanClassName)
                .distinct()
                .<Class<?>>map(name -> ClassUtils.resolveClassName(String.valueOf(name), loader))
                .toList());
    }

    /**
     * These records.
     *
     * @throws IllegalArgumentException naming the class that is no message, or whose name is malformed or taken
     */
    public static EventCatalogue of(Collection<Class<?>> classes) {
        EventCatalogue catalogue = new EventCatalogue();
        for (Class<?> type : classes) {
            catalogue.add(read(type));
        }
        return catalogue;
    }

    public Entry entryOf(Class<?> payload) {
        Entry entry = byPayload.get(payload);
        if (entry == null) {
            throw new IllegalArgumentException(payload.getName()
                    + " is not in the catalogue; is it annotated with @EventType and below the application's package?");
        }
        return entry;
    }

    public Optional<Entry> find(@Nullable String typeName) {
        return Optional.ofNullable(byName.get(typeName));
    }

    public Collection<Entry> entries() {
        return byName.values();
    }

    private void add(Entry entry) {
        Entry other = byName.putIfAbsent(entry.name().toString(), entry);
        if (other != null) {
            throw new IllegalArgumentException(entry.payload().getName() + " takes the type name '" + entry.name()
                    + "' of " + other.payload().getName());
        }
        byPayload.put(entry.payload(), entry);
    }

    private static Entry read(Class<?> type) {
        EventType annotation = type.getAnnotation(EventType.class);
        if (annotation == null || !type.isRecord() || !Message.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " must be a record with @EventType that implements DomainEvent, IntegrationEvent, Command or Query");
        }
        TypeName name;
        try {
            name = TypeName.parse(annotation.value());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(type.getName() + ": " + malformed.getMessage(), malformed);
        }
        if (name.kind() != kindOf(type)) {
            throw new IllegalArgumentException(
                    type.getName() + ": '" + name + "' names a " + name.kind() + ", the record is a " + kindOf(type)
                            + "; commands end in .command, queries in .query, events in neither");
        }
        if (annotation.version() < 1) {
            throw new IllegalArgumentException(type.getName() + ": versions of '" + name + "' start at 1");
        }
        String topic = annotation.topic().isEmpty() ? name.topic() : annotation.topic();
        return new Entry(name, annotation.version(), type.asSubclass(Message.class), topic);
    }

    private static TypeName.Kind kindOf(Class<?> type) {
        if (Command.class.isAssignableFrom(type)) {
            return TypeName.Kind.COMMAND;
        }
        return Query.class.isAssignableFrom(type) ? TypeName.Kind.QUERY : TypeName.Kind.EVENT;
    }
}
