package dev.tideline.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The steps from every version that a record of the catalogue ever had to the one it has. */
final class Upcasters {

    private final Map<String, Upcaster[]> byType = new HashMap<>();

    /** Refuses steps that are missing, there twice, or lead nowhere, each by its name. */
    Upcasters(EventCatalogue catalogue, Collection<Upcaster> steps) {
        for (Upcaster step : steps) {
            EventCatalogue.Entry entry = catalogue
                    .find(step.type())
                    .orElseThrow(() -> new IllegalArgumentException(
                            called(step) + " is for a type of which there is no record here"));
            if (step.from() < 1 || step.from() >= entry.version()) {
                throw new IllegalArgumentException(called(step) + " leads past version " + entry.version() + " of "
                        + entry.payload().getName());
            }
            Upcaster[] ladder = byType.computeIfAbsent(step.type(), _ -> new Upcaster[entry.version() - 1]);
            if (ladder[step.from() - 1] != null) {
                throw new IllegalArgumentException(called(step) + " is there twice");
            }
            ladder[step.from() - 1] = step;
        }
        catalogue.entries().forEach(this::requireEachStep);
    }

    /** Data of an older version, in the version of the record. */
    ObjectNode lift(ObjectNode data, EventMetadata metadata, EventCatalogue.Entry entry) {
        Upcaster[] ladder = byType.get(metadata.type());
        if (ladder == null || metadata.schemaVersion() < 1) {
            throw new UnreadableEvent(
                    metadata.type() + " has no version " + metadata.schemaVersion() + ", they start at 1", null);
        }
        ObjectNode lifted = data;
        for (int from = metadata.schemaVersion(); from < entry.version(); from++) {
            lifted = lift(lifted, metadata, ladder[from - 1]);
        }
        return lifted;
    }

    private static ObjectNode lift(ObjectNode data, EventMetadata metadata, Upcaster step) {
        @Nullable ObjectNode lifted;
        try {
            lifted = step.step().lift(data, metadata);
        } catch (RuntimeException e) {
            throw new UnreadableEvent(
                    "%s, on an event written in version %d, failed: %s"
                            .formatted(called(step), metadata.schemaVersion(), e),
                    e);
        }
        if (lifted == null) {
            throw new UnreadableEvent(called(step) + " made nothing", null);
        }
        return lifted;
    }

    private void requireEachStep(EventCatalogue.Entry entry) {
        Upcaster[] ladder = byType.get(entry.name().toString());
        for (int from = 1; from < entry.version(); from++) {
            if (ladder == null || ladder[from - 1] == null) {
                throw new IllegalArgumentException(
                        "%s is at version %d of '%s', and there is no Upcaster from %d to %d; each version above 1 needs one from the version before"
                                .formatted(entry.payload().getName(), entry.version(), entry.name(), from, from + 1));
            }
        }
    }

    private static String called(Upcaster step) {
        return "The Upcaster of '%s' from %d to %d".formatted(step.type(), step.from(), step.from() + 1);
    }
}
