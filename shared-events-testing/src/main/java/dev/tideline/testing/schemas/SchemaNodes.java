package dev.tideline.testing.schemas;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How the schemas that we generate are put together. */
final class SchemaNodes {

    private SchemaNodes() {}

    /** What a reference within the document points at, or the node itself. */
    static JsonNode resolve(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#") ? root.at(reference.substring(1)) : schema;
    }

    /** In a word, as {@code string (uuid)}. */
    static String kind(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isString() ? type.asString() : type.isMissingNode() ? "anything" : type.toString();
        if (schema.has("enum")) {
            return "enum";
        }
        if (schema.has("anyOf")) {
            return "one of several";
        }
        return schema.has("format") ? name + " (" + schema.path("format").asString() + ")" : name;
    }

    static Set<String> names(JsonNode object) {
        return new LinkedHashSet<>(object.propertyNames());
    }

    static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
