package dev.tideline.k8s;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One YAML document of a rendering: its text, comments and all, and what the text says. */
record Manifest(String text, Map<String, Object> content) {

    static List<Manifest> all(String rendering) {
        return Arrays.stream(rendering.split("(?m)^---\\s*$"))
                .map(text -> text.strip() + "\n")
                .filter(text -> parse(text) != null)
                .map(Manifest::of)
                .toList();
    }

    static Manifest of(String text) {
        if (parse(text) instanceof Map<?, ?> content) {
            return new Manifest(text, asMap(content));
        }
        throw new IllegalArgumentException("not a YAML object: " + text);
    }

    static @Nullable Object parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(yaml);
    }

    String kind() {
        return string("kind");
    }

    String name() {
        return string("metadata.name");
    }

    /** The service it belongs to. */
    String service() {
        return asMap(at("metadata.labels")).getOrDefault("app.kubernetes.io/name", "") + "";
    }

    boolean isWorkload() {
        return kind().equals("Deployment") || kind().equals("StatefulSet");
    }

    @Nullable
    Object at(String path) {
        return at(content, path);
    }

    String string(String path) {
        return at(path) + "";
    }

    List<Map<String, Object>> list(String path) {
        return list(content, path);
    }

    /** Follows names separated by dots; null as soon as there is nothing. */
    static @Nullable Object at(@Nullable Object from, String path) {
        Object here = from;
        for (String name : path.split("\\.", -1)) {
            here = asMap(here).get(name);
        }
        return here;
    }

    static List<Map<String, Object>> list(Object from, String path) {
        return at(from, path) instanceof List<?> items
                ? items.stream().map(Manifest::asMap).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
