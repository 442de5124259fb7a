package dev.tideline.testing.schemas;

import dev.tideline.events.EventCatalogue;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What becomes of a generated schema, seeing those that are committed. */
sealed interface Verdict {

    /** The committed one is the same. */
    record Same() implements Verdict {}

    /** It may be written, and has to be. */
    record ToCommit(String why) implements Verdict {}

    /** It may not be written. */
    record Refused(String why) implements Verdict {}

    static Verdict on(EventCatalogue.Entry entry, JsonNode generated, SortedMap<Integer, JsonNode> committed) {
        int version = entry.version();
        if (!committed.isEmpty() && committed.lastKey() > version) {
            return new Refused("version %d is committed, but %s is at %d; versions do not go back"
                    .formatted(committed.lastKey(), entry.payload().getName(), version));
        }
        JsonNode before = committed.get(version);
        if (before == null) {
            return version == 1 || committed.containsKey(version - 1)
                    ? new ToCommit("its schema is not committed")
                    : new Refused(
                            "version %d of it was never committed; versions go up one by one".formatted(version - 1));
        }
        if (before.equals(generated)) {
            return new Same();
        }
        List<Change> changes = CompareSchemas.compare(before, generated);
        List<Change> breaking = changes.stream().filter(Change::breaks).toList();
        if (breaking.isEmpty()) {
            return new ToCommit("its schema has grown: " + (changes.isEmpty() ? "another wording" : list(changes)));
        }
        return new Refused(
                "%s\n  Either undo that, or give %s version %d in @EventType and an Upcaster from %d, or publish another type on a new major topic: CONTRIBUTING.md, \"Changing an event\""
                        .formatted(list(breaking), entry.payload().getName(), version + 1, version));
    }

    private static String list(List<Change> changes) {
        return changes.stream().map(Change::toString).collect(Collectors.joining("; "));
    }
}
