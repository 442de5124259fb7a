package dev.tideline.testing.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideline.events.EventCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files {@code <type>.<version>.json} of one service, and an example of each below {@code examples/}. */
record CommittedSchemas(Path folder) {

    private static final Pattern FILE = Pattern.compile("(.+)\\.(\\d+)\\.json");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectWriter PRETTY = MAPPER.writer()
            .with(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    /** The types that have a schema here. */
    Set<String> types() {
        Set<String> types = new TreeSet<>();
        files().forEach(file -> {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                types.add(name.group(1));
            }
        });
        return types;
    }

    SortedMap<Integer, JsonNode> versionsOf(String type) {
        TreeMap<Integer, JsonNode> versions = new TreeMap<>();
        files().forEach(file -> {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches() && name.group(1).equals(type)) {
                versions.put(Integer.valueOf(name.group(2)), MAPPER.readTree(file.toFile()));
            }
        });
        return versions;
    }

    Optional<byte[]> exampleOf(String type, int version) {
        Path file = example(type, version);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(EventCatalogue.Entry entry, JsonNode schema) {
        write(file(entry.name().toString(), entry.version()), schema);
    }

    void writeExample(EventCatalogue.Entry entry, byte[] event) {
        write(example(entry.name().toString(), entry.version()), MAPPER.readTree(event));
    }

    private static void write(Path file, JsonNode json) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, PRETTY.writeValueAsString(json) + "\n", UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String type, int version) {
        return folder.resolve(type + "." + version + ".json");
    }

    private Path example(String type, int version) {
        return folder.resolve("examples").resolve(type + "." + version + ".json");
    }

    private Stream<Path> files() {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
