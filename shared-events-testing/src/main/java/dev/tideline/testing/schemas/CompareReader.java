package dev.tideline.testing.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a consumer's record can be read from what the producer's schema promises. The consumer may know less: fewer components, a
 * wider type. What it knows has to be there, and what it requires has to be required.
 */
final class CompareReader {

    private final JsonNode rootOfReader;
    private final JsonNode rootOfWriter;
    private final List<String> misfits = new ArrayList<>();
    private final Set<String> within = new HashSet<>();

    private CompareReader(JsonNode reader, JsonNode writer) {
        rootOfReader = reader;
        rootOfWriter = writer;
    }

    /** What does not fit, a sentence each. */
    static List<String> misfits(JsonNode reader, JsonNode writer) {
        CompareReader comparison = new CompareReader(reader, writer);
        comparison.schema("", reader, writer);
        return List.copyOf(comparison.misfits);
    }

    private void schema(String path, JsonNode readerNode, JsonNode writerNode) {
        String references = readerNode.path("$ref").asString("") + " "
                + writerNode.path("$ref").asString("");
        boolean named = !references.isBlank();
        if (named && !within.add(references)) {
            return;
        }
        JsonNode reader = SchemaNodes.resolve(rootOfReader, readerNode);
        JsonNode writer = SchemaNodes.resolve(rootOfWriter, writerNode);
        if (takes(reader, writer)) {
            properties(path, reader, writer);
            below(path + "[]", reader.path("items"), writer.path("items"));
            below(path + "{}", reader.path("additionalProperties"), writer.path("additionalProperties"));
        } else {
            misfits.add("'%s' is read as %s, but published as %s".formatted(path, describe(reader), describe(writer)));
        }
        if (named) {
            within.remove(references);
        }
    }

    private static boolean takes(JsonNode reader, JsonNode writer) {
        String read = SchemaNodes.kind(reader);
        String written = SchemaNodes.kind(writer);
        return switch (read) {
            case "anything" -> true;
            case "string" -> written.startsWith("string") || written.equals("enum");
            case "enum" ->
                written.equals("enum")
                        && SchemaNodes.texts(reader.path("enum")).containsAll(SchemaNodes.texts(writer.path("enum")));
            case "integer (int64)" -> written.equals(read) || written.equals("integer (int32)");
            case "number" -> written.startsWith("number") || written.startsWith("integer");
            case "one of several" -> reader.equals(writer);
            case String _ -> read.equals(written);
        };
    }

    private void properties(String path, JsonNode reader, JsonNode writer) {
        Set<String> needed = SchemaNodes.texts(reader.path("required"));
        Set<String> promised = SchemaNodes.texts(writer.path("required"));
        for (String name : SchemaNodes.names(reader.path("properties"))) {
            String field = path.isEmpty() ? name : path + "." + name;
            JsonNode written = writer.path("properties").path(name);
            if (written.isMissingNode()) {
                misfits.add("'" + field + "' is not published");
                continue;
            }
            if (needed.contains(name) && !promised.contains(name)) {
                misfits.add("'" + field + "' is required by the reader, but optional where it is published");
            }
            schema(field, reader.path("properties").path(name), written);
        }
    }

    private void below(String path, JsonNode reader, JsonNode writer) {
        if (reader.isObject()) {
            schema(path, reader, writer);
        }
    }

    private static String describe(JsonNode schema) {
        return schema.has("enum") ? "one of " + SchemaNodes.texts(schema.path("enum")) : SchemaNodes.kind(schema);
    }
}
