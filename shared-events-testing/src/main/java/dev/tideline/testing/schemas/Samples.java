package dev.tideline.testing.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes up records: one with nothing that may be absent, then as many with everything as it takes to show each enum's every value. */
final class Samples {

    private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123456Z");
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(UUID.class, UUID.fromString("01993f5e-8c00-7000-8000-000000000001")),
            Map.entry(Instant.class, AT),
            Map.entry(OffsetDateTime.class, OffsetDateTime.parse(AT.toString())),
            Map.entry(LocalDate.class, LocalDate.parse("2026-11-21")),
            Map.entry(LocalTime.class, LocalTime.parse("09:00:01")),
            Map.entry(LocalDateTime.class, LocalDateTime.parse("2026-11-21T09:00:01")),
            Map.entry(Duration.class, Duration.ofMinutes(90)),
            Map.entry(ZoneId.class, ZoneId.of("Europe/Berlin")),
            Map.entry(URI.class, URI.create("https://example.org/")),
            Map.entry(BigDecimal.class, new BigDecimal("39.80")),
            Map.entry(BigInteger.class, BigInteger.TEN),
            Map.entry(Integer.class, 7),
            Map.entry(int.class, 7),
            Map.entry(Long.class, 7L),
            Map.entry(long.class, 7L),
            Map.entry(Short.class, (short) 7),
            Map.entry(short.class, (short) 7),
            Map.entry(Double.class, 0.5),
            Map.entry(double.class, 0.5),
            Map.entry(Float.class, 0.5f),
            Map.entry(float.class, 0.5f),
            Map.entry(Boolean.class, true),
            Map.entry(boolean.class, true));

    private final boolean sparse;
    private final int turn;
    private int turns = 1;

    private Samples(boolean sparse, int turn) {
        this.sparse = sparse;
        this.turn = turn;
    }

    /** With everything in it. */
    static <T> T full(Class<T> type) {
        return new Samples(false, 0).make(type);
    }

    static <T> List<T> all(Class<T> type) {
        List<T> samples = new ArrayList<>(List.of(new Samples(true, 0).make(type)));
        int turns = 1;
        for (int turn = 0; turn < turns; turn++) {
            Samples next = new Samples(false, turn);
            samples.add(next.make(type));
            turns = next.turns;
        }
        return samples;
    }

    private <T> T make(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent each = components[i];
            boolean absent = sparse && each.getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = absent ? null : value(each.getGenericType(), each);
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    type.getName() + " refuses " + Arrays.toString(values) + "; override samples() of the contract",
                    refused.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            if (raw.isAssignableFrom(List.class) || raw == Collection.class) {
                return List.of(value(arguments[0], component));
            }
            if (raw == Set.class) {
                return Set.of(value(arguments[0], component));
            }
            if (raw == Map.class && arguments[0] == String.class) {
                return Map.of("key", value(arguments[1], component));
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain == String.class) {
                return component.getName();
            }
            Object known = VALUES.get(plain);
            if (known != null) {
                return known;
            }
            if (plain.isEnum()) {
                return oneOf(plain.getEnumConstants());
            }
            if (plain.isRecord()) {
                return make(plain);
            }
            if (plain.isSealed()) {
                return value(oneOf(plain.getPermittedSubclasses()), component);
            }
        }
        throw new IllegalArgumentException(
                "%s.%s is of a type for which no sample can be made up: %s; override samples() of the contract"
                        .formatted(component.getDeclaringRecord().getName(), component.getName(), type));
    }

    private <T> T oneOf(T[] choices) {
        turns = Math.max(turns, choices.length);
        return choices[turn % choices.length];
    }
}
