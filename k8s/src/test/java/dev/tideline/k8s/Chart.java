package dev.tideline.k8s;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart as `helm template tideline k8s/chart -n tideline -f …` shows it. */
final class Chart {

    static final Path FOLDER = Path.of("chart");
    static final Path EXAMPLE = Path.of("example-values.yaml");

    private Chart() {}

    /** As Helm would against a cluster of that version; without one, helm-java takes a version years old. */
    static TemplateCommand template() {
        return new Helm(FOLDER).template().withKubeVersion("1.34.0").withNamespace("tideline");
    }

    /** With the example values, and then those given as YAML. */
    static String render(String... values) {
        return renderWith(EXAMPLE, values);
    }

    /** With nothing but what the chart itself and these values say. */
    static String renderBare(String values) {
        return renderWith(FOLDER.resolve("values.yaml"), values);
    }

    private static String renderWith(Path first, String... more) {
        var template = template().withName("tideline");
        template.withValuesFile(first);
        try {
            for (String values : more) {
                Path file = Files.createTempFile(Files.createDirectories(Path.of("target")), "values", ".yaml");
                file.toFile().deleteOnExit();
                template.withValuesFile(Files.writeString(file, values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return template.call();
    }
}
