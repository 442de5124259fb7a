package dev.tideline.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that the README names as holding a promise is there. */
class PromisesTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void promisesOfTheReadmeAreHeldByTestsThatExist() throws IOException {
        Path root = Path.of("..");
        Set<String> named = TEST.matcher(Files.readString(root.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toSet());
        assertThat(tests(root)).containsAll(named);
        assertThat(named).hasSizeGreaterThan(10);
    }

    private static Set<String> tests(Path root) throws IOException {
        Set<String> found = new HashSet<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path sources : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
