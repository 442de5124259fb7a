package dev.tideline.testing.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.EventCatalogue;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import dev.tideline.events.Priority;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.Upcaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of one service keep their promises. Of the domains it owns ({@code tideline.relay.owns} of its application.yaml), it commits
 * a schema and an example of every version to {@code src/main/resources/schemas}; the records it has of other services' events are read
 * from what those committed, found beside it in the repository. With {@code -Dschemas=write} ({@code ./tideline schemas}) it writes what
 * may be written and only then complains.
 */
public abstract class SchemasContract {

    private static final String FOLDER = "src/main/resources/schemas";

    private final JsonMapper mapper = new JsonMapper();
    private final GenerateSchema generate = new GenerateSchema();
    private final EventCatalogue catalogue;
    private final Set<String> owns;
    private final Path module;
    private final boolean write;

    /** Of the records in or below the application's package. */
    protected SchemasContract(Class<?> application) {
        this(
                EventCatalogue.scan(application.getClassLoader(), List.of(application.getPackageName())),
                owns(),
                module(application),
                "write".equals(System.getProperty("schemas")));
    }

    SchemasContract(EventCatalogue catalogue, Set<String> owns, Path module, boolean write) {
        this.catalogue = catalogue;
        this.owns = owns;
        this.module = module;
        this.write = write;
    }

    /** The service's upcasters, as its beans. */
    protected Collection<Upcaster> upcasters() {
        return List.of();
    }

    /** One message with every component of each record whose constructor or types do not let the contract make one up. */
    protected Collection<? extends Message> samples() {
        return List.of();
    }

    @Test
    void schemasOfItsOwnEventsAreCommittedAndOnlyGrow() {
        none(new KeepSchemas(committed(module), write, this::example).keep(owned()));
    }

    @Test
    void whatIsWrittenFitsItsSchemaAndSaysNothingElse() {
        List<String> problems = new ArrayList<>();
        for (EventCatalogue.Entry entry : owned()) {
            ValidateJson schema = ValidateJson.closed(generate.of(entry));
            for (Message sample : samplesOf(entry)) {
                schema.errors(data(write(entry, sample))).forEach(error -> problems.add(entry.name() + ": " + error));
            }
        }
        none(problems);
    }

    @Test
    void everyVersionThatWasEverWrittenIsRead() {
        assumeThat(write).isFalse();
        List<String> problems = new ArrayList<>();
        for (EventCatalogue.Entry entry : catalogue.entries()) {
            String type = entry.name().toString();
            CommittedSchemas publisher = publisherOf(entry);
            for (int version : publisher.versionsOf(type).keySet()) {
                publisher
                        .exampleOf(type, version)
                        .ifPresentOrElse(
                                example -> reread(entry, version, example, problems),
                                () -> problems.add(type + ", version " + version + ": there is no example"));
            }
        }
        none(problems);
    }

    @Test
    void recordsOfOthersEventsNeedNothingThatThoseDoNotPublish() {
        assumeThat(write).isFalse();
        List<String> problems = new ArrayList<>();
        for (EventCatalogue.Entry entry : catalogue.entries()) {
            if (owned().contains(entry)) {
                continue;
            }
            SortedMap<Integer, JsonNode> published =
                    publisherOf(entry).versionsOf(entry.name().toString());
            if (!published.containsKey(entry.version())) {
                problems.add("%s reads version %d of %s, but published are %s"
                        .formatted(entry.payload().getName(), entry.version(), entry.name(), published.keySet()));
            }
            published
                    .tailMap(entry.version())
                    .forEach((version, schema) -> CompareReader.misfits(generate.of(entry), schema)
                            .forEach(misfit -> problems.add("%s as a reader of %s, version %d: %s"
                                    .formatted(entry.payload().getName(), entry.name(), version, misfit))));
        }
        none(problems);
    }

    private void reread(EventCatalogue.Entry entry, int version, byte[] example, List<String> problems) {
        String what = "%s reads the example of %s, version %d"
                .formatted(entry.payload().getName(), entry.name(), version);
        try {
            byte[] again = json().write(json().read(example));
            ValidateJson.closed(generate.of(entry))
                    .errors(data(again))
                    .forEach(error -> problems.add(what + " and makes of it: " + error));
        } catch (UnreadableEvent e) {
            problems.add(what + ": " + e.getMessage());
        }
    }

    private List<EventCatalogue.Entry> owned() {
        return catalogue.entries().stream()
                .filter(entry -> owns.contains(entry.name().domain()))
                .toList();
    }

    private List<? extends Message> samplesOf(EventCatalogue.Entry entry) {
        List<? extends Message> given = givenOf(entry);
        return given.isEmpty() ? Samples.all(entry.payload()) : given;
    }

    private byte[] example(EventCatalogue.Entry entry) {
        List<? extends Message> given = givenOf(entry);
        return write(entry, given.isEmpty() ? Samples.full(entry.payload()) : given.getFirst());
    }

    private List<? extends Message> givenOf(EventCatalogue.Entry entry) {
        return samples().stream()
                .filter(sample -> sample.getClass() == entry.payload())
                .toList();
    }

    private byte[] write(EventCatalogue.Entry entry, Message message) {
        String id = "01993f5e-8c00-7000-8000-00000000000e";
        return json().write(new EventEnvelope<>(
                new EventMetadata(
                        id,
                        entry.name().toString(),
                        URI.create("/" + module.getFileName()),
                        message.aggregateId(),
                        Instant.parse("2026-11-21T09:00:00.123456Z"),
                        entry.dataSchema(),
                        entry.name().entity(),
                        1L,
                        id,
                        null,
                        null,
                        null,
                        null,
                        Priority.NORMAL,
                        null,
                        entry.version(),
                        null,
                        Map.of()),
                message));
    }

    private CloudEventsJson json() {
        return new CloudEventsJson(catalogue, upcasters());
    }

    private JsonNode data(byte[] event) {
        return mapper.readTree(event).path("data");
    }

    /** Whoever committed a schema of the type; the service itself where nobody did. */
    private CommittedSchemas publisherOf(EventCatalogue.Entry entry) {
        try (Stream<Path> modules = Files.list(module.resolve(".."))) {
            return modules.map(SchemasContract::committed)
                    .filter(schemas -> schemas.types().contains(entry.name().toString()))
                    .findFirst()
                    .orElseGet(() -> committed(module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommittedSchemas committed(Path module) {
        return new CommittedSchemas(module.resolve(FOLDER));
    }

    private static void none(List<String> problems) {
        assertThat(problems).withFailMessage(() -> String.join("\n", problems)).isEmpty();
    }

    private static Set<String> owns() {
        try {
            var yaml = new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
            return new Binder(ConfigurationPropertySources.from(yaml))
                    .bind("tideline.relay.owns", Bindable.setOf(String.class))
                    .orElse(Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module that the class was compiled in: two above {@code target/classes}. */
    private static Path module(Class<?> application) {
        try {
            Path classes = Path.of(application
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
