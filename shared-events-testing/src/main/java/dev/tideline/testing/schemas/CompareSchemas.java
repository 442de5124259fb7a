package dev.tideline.testing.schemas;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What changed from one schema to the next. Within a version both ways have to work: the record of today reads what was ever written, and
 * a reader of then reads what is written today. All that leaves this intact is an optional component more; whatever is not known to be
 * harmless breaks.
 */
final class CompareSchemas {

    private static final Set<String> COMPARED = Set.of(
            "$ref",
            "$defs",
            "type",
            "format",
            "enum",
            "properties",
            "required",
            "items",
            "additionalProperties",
            "anyOf");
    private static final Set<String> ONLY_FOR_PEOPLE =
            Set.of("$schema", "$id", "$comment", "title", "description", "examples");

    private final JsonNode rootBefore;
    private final JsonNode rootNow;
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> within = new HashSet<>();

    private CompareSchemas(JsonNode before, JsonNode now) {
        rootBefore = before;
        rootNow = now;
    }

    static List<Change> compare(JsonNode before, JsonNode now) {
        CompareSchemas comparison = new CompareSchemas(before, now);
        comparison.schema("", before, now);
        return List.copyOf(comparison.changes);
    }

    private void schema(String path, JsonNode before, JsonNode now) {
        String references =
                before.path("$ref").asString("") + " " + now.path("$ref").asString("");
        boolean named = !references.isBlank();
        if (named && !within.add(references)) {
            return; // a type that contains itself
        }
        JsonNode was = SchemaNodes.resolve(rootBefore, before);
        JsonNode is = SchemaNodes.resolve(rootNow, now);
        if (!SchemaNodes.kind(was).equals(SchemaNodes.kind(is))) {
            breaks(path, "changed from " + SchemaNodes.kind(was) + " to " + SchemaNodes.kind(is));
        } else {
            values(path, was, is);
            properties(path, was, is);
            below(path + "[]", was.path("items"), is.path("items"));
            below(path + "{}", was.path("additionalProperties"), is.path("additionalProperties"));
            alternatives(path, was.path("anyOf"), is.path("anyOf"));
            others(path, was, is);
        }
        if (named) {
            within.remove(references);
        }
    }

    private void values(String path, JsonNode was, JsonNode is) {
        Set<String> before = SchemaNodes.texts(was.path("enum"));
        Set<String> now = SchemaNodes.texts(is.path("enum"));
        without(before, now)
                .forEach(value ->
                        breaks(path, "can no longer be " + value + ", which stands in events already written"));
        without(now, before)
                .forEach(value -> breaks(path, "can now be " + value + ", which a reader of before refuses"));
    }

    private void properties(String path, JsonNode was, JsonNode is) {
        Set<String> before = SchemaNodes.names(was.path("properties"));
        Set<String> now = SchemaNodes.names(is.path("properties"));
        Set<String> requiredBefore = SchemaNodes.texts(was.path("required"));
        Set<String> requiredNow = SchemaNodes.texts(is.path("required"));
        Set<String> added = without(now, before);
        for (String name : without(before, now)) {
            String heir = heir(was.path("properties").path(name), is.path("properties"), added);
            breaks(below(path, name), heir == null ? "was removed" : "was removed, or renamed to '" + heir + "'");
        }
        for (String name : added) {
            if (requiredNow.contains(name)) {
                breaks(
                        below(path, name),
                        "was added and is required, but events already written lack it; make it @Nullable, and boxed if it is a primitive");
            } else {
                changes.add(new Change(below(path, name), "was added", false));
            }
        }
        for (String name : before) {
            if (!now.contains(name)) {
                continue;
            }
            if (requiredBefore.contains(name) && !requiredNow.contains(name)) {
                breaks(below(path, name), "became optional, but readers rely on it");
            }
            if (!requiredBefore.contains(name) && requiredNow.contains(name)) {
                breaks(below(path, name), "became required, but events already written may lack it");
            }
            schema(
                    below(path, name),
                    was.path("properties").path(name),
                    is.path("properties").path(name));
        }
    }

    /** The one component that came in place of another, if it looks like that. */
    private @Nullable String heir(JsonNode removed, JsonNode properties, Set<String> added) {
        List<String> alike = added.stream()
                .filter(name -> properties.path(name).equals(removed))
                .toList();
        return alike.size() == 1 ? alike.getFirst() : null;
    }

    private void below(String path, JsonNode was, JsonNode is) {
        if (was.isObject() && is.isObject()) {
            schema(path, was, is);
        } else if (!was.equals(is)) {
            breaks(path, "changed from " + was + " to " + is);
        }
    }

    private void alternatives(String path, JsonNode was, JsonNode is) {
        if (was.size() != is.size()) {
            breaks(path, "has " + is.size() + " alternatives instead of " + was.size());
            return;
        }
        for (int i = 0; i < was.size(); i++) {
            schema(path + "|" + i, was.get(i), is.get(i));
        }
    }

    private void others(String path, JsonNode was, JsonNode is) {
        Set<String> keywords = new LinkedHashSet<>(SchemaNodes.names(was));
        keywords.addAll(SchemaNodes.names(is));
        for (String keyword : keywords) {
            JsonNode before = requireNonNullElse(was.get(keyword), MissingNode.getInstance());
            JsonNode now = requireNonNullElse(is.get(keyword), MissingNode.getInstance());
            if (!COMPARED.contains(keyword) && !ONLY_FOR_PEOPLE.contains(keyword) && !before.equals(now)) {
                breaks(path, "changed its '" + keyword + "' from " + before + " to " + now);
            }
        }
    }

    private void breaks(String path, String what) {
        changes.add(new Change(path, what, true));
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
