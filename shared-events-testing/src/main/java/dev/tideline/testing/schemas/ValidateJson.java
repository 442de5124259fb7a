package dev.tideline.testing.schemas;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds JSON against a schema, formats included. */
final class ValidateJson {

    private final Schema schema;

    private ValidateJson(JsonNode schema) {
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(schema);
    }

    /** As a reader does, who passes over what the schema does not know. */
    static ValidateJson against(JsonNode schema) {
        return new ValidateJson(schema);
    }

    /** As the writer must: what the schema does not know is an error. */
    static ValidateJson closed(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return new ValidateJson(closed);
    }

    /** What is wrong, each with its place. */
    List<String> errors(JsonNode json) {
        return schema.validate(json).stream().map(error -> "data" + error).toList();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ValidateJson::close);
    }
}
