package dev.tideline.testing.schemas;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import dev.tideline.events.EventCatalogue;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema of a record's JSON: every component in its order, required unless it is {@code @Nullable}. Further properties are allowed. */
final class GenerateSchema {

    private final SchemaGenerator generator;

    GenerateSchema() {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.ENUM_KEYWORD_FOR_SINGLE_VALUES,
                        Option.NULLABLE_ARRAY_ITEMS_ALLOWED);
        config.forTypesInGeneral().withPropertySorter((_, _) -> 0);
        config.forFields()
                .withRequiredCheck(field -> !isNullable(field.getRawMember().getAnnotatedType()))
                .withNullableCheck(GenerateSchema::isNullableItem);
        generator = new SchemaGenerator(config.build());
    }

    ObjectNode of(EventCatalogue.Entry entry) {
        ObjectNode generated = generator.generateSchema(entry.payload());
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", entry.dataSchema().toString());
        schema.put("title", entry.name().toString());
        schema.setAll(generated);
        return schema;
    }

    /** A component that is null is left out, but a null among the items of a list is written. */
    private static boolean isNullableItem(FieldScope field) {
        return field.isFakeContainerItemScope()
                && field.getRawMember().getAnnotatedType() instanceof AnnotatedParameterizedType type
                && isNullable(type.getAnnotatedActualTypeArguments()[0]);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
