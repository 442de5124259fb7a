package dev.tideline.k8s;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What kubectl applies without Helm: the chart's rendering of the example values, a file for each service. */
class RenderedTest {

    private static final Path RENDERED = Path.of("rendered");
    private static final Path OVERLAYS = Path.of("overlays");
    private static final String UPDATE = "mvn -pl k8s test -Dk8s.update=true";

    @Test
    void isTheChartsRendering() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Manifest.all(Chart.render()).stream()
                .collect(groupingBy(Manifest::service, TreeMap::new, joined()))
                .forEach((service, text) -> expected.put(service + ".yaml", text));
        if (Boolean.getBoolean("k8s.update")) {
            write(expected);
        }
        Map<String, String> actual = new TreeMap<>();
        for (String file : files(RENDERED)) {
            actual.put(file, Files.readString(RENDERED.resolve(file)));
        }
        assertThat(actual)
                .as("k8s/rendered is not what the chart renders; bring it up to date with: " + UPDATE)
                .isEqualTo(expected);
    }

    @Test
    void itsKustomizationListsExactlyItsFiles() throws IOException {
        assertThat(resources(RENDERED)).containsExactlyElementsOf(files(RENDERED));
    }

    @Test
    void overlaysNameOnlyWhatIsThere() throws IOException {
        Set<String> names = new TreeSet<>();
        Set<String> images = new TreeSet<>();
        for (Manifest manifest : Manifest.all(Chart.render())) {
            names.add(manifest.name());
            manifest.list("spec.template.spec.containers").stream()
                    .map(container -> (container.get("image") + "").replaceFirst(":[^:/]+$", ""))
                    .forEach(images::add);
        }
        try (Stream<Path> overlays = Files.list(OVERLAYS)) {
            for (Path overlay : overlays.toList()) {
                Manifest kustomization = Manifest.of(Files.readString(overlay.resolve("kustomization.yaml")));
                assertThat(resources(overlay))
                        .allSatisfy(it -> assertThat(overlay.resolve(it)).exists());
                assertThat(kustomization.list("patches"))
                        .allSatisfy(it ->
                                assertThat(overlay.resolve(it.get("path") + "")).isRegularFile());
                assertThat(kustomization.list("replicas"))
                        .extracting(it -> it.get("name") + "")
                        .isSubsetOf(names);
                assertThat(kustomization.list("images"))
                        .extracting(it -> it.get("name") + "")
                        .isSubsetOf(images);
            }
        }
    }

    private static Collector<Manifest, ?, String> joined() {
        return mapping(Manifest::text, joining("---\n"));
    }

    private static List<String> resources(Path folder) throws IOException {
        Manifest kustomization = Manifest.of(Files.readString(folder.resolve("kustomization.yaml")));
        return kustomization.at("resources") instanceof List<?> resources
                ? resources.stream().map(Object::toString).toList()
                : List.of();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName() + "")
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(Map<String, String> expected) throws IOException {
        for (String stale : files(RENDERED)) {
            Files.delete(RENDERED.resolve(stale));
        }
        for (var file : expected.entrySet()) {
            Files.writeString(RENDERED.resolve(file.getKey()), file.getValue());
        }
    }
}
