package dev.tideline.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A source file of the library with one thing changed. Its classes, in front of the class path of a process, take the place of the real
 * ones.
 *
 * @param file below the library's package
 * @param text what is there once, and once only
 */
record Mutant(String file, String text, String replacement) {

    private static final Path SOURCES = Path.of("../shared-events/src/main/java");
    private static final Path LIBRARY = Path.of("dev/tideline/events");

    /** Returns the folder with its classes. */
    Path compile(Path folder) throws IOException {
        String source = Files.readString(SOURCES.resolve(LIBRARY).resolve(file));
        assertThat(source.split(Pattern.quote(text), -1))
                .as("%s has changed: it has to have, once, what is to be mutated: %s", file, text)
                .hasSize(2);
        Path mutated = folder.resolve("sources").resolve(LIBRARY).resolve(file);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.createDirectories(mutated.getParent());
        Files.writeString(mutated, source.replace(text, replacement));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-d", classes.toString(), "-proc:none", "-parameters", "-nowarn"),
                            null,
                            files.getJavaFileObjects(mutated))
                    .call();
            assertThat(compiled).as("%s does not compile: %s", mutated, said).isTrue();
        }
        return classes;
    }
}
