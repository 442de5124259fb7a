package dev.tideline.events.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** Tells whether a type is still made of what it was: of its components, the types in them, and theirs. */
final class Shape {

    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private Shape() {}

    /** The same on every machine while no component is added, removed, renamed or retyped. */
    static String of(Class<?> type) {
        Shape shape = new Shape();
        shape.add(type);
        CRC32 checksum = new CRC32();
        checksum.update(shape.text.toString().getBytes(UTF_8));
        return Long.toHexString(checksum.getValue());
    }

    private void add(Type type) {
        switch (type) {
            case Class<?> plain -> add(plain);
            case ParameterizedType generic -> {
                add(generic.getRawType());
                Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
            }
            default -> text.append(type.getTypeName()).append(';');
        }
    }

    private void add(Class<?> type) {
        text.append(type.getName()).append(';');
        if (!seen.add(type)) {
            return;
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::add);
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                text.append(component.getName()).append(':');
                add(component.getGenericType());
            }
        }
    }
}
