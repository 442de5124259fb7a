package dev.tideline.k8s;

import static dev.tideline.k8s.Manifest.asMap;
import static dev.tideline.k8s.Manifest.at;
import static dev.tideline.k8s.Manifest.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docker-compose.yml runs what the build and the chart say, is out of everyone's reach, and is read by Compose 1 as well as 2. */
class ComposeFileTest {

    private static final Path ROOT = Path.of("..");
    private static final Path INIT_SQL = Path.of("shared-events-testing/src/main/resources/postgres/init.sql");

    private static Map<String, Object> file = Map.of();
    private static Map<String, Object> services = Map.of();

    @BeforeAll
    static void read() throws IOException {
        file = asMap(parse(Files.readString(ROOT.resolve("docker-compose.yml"))));
        services = asMap(file.get("services"));
    }

    @Test
    void everyServiceOfTheBuildIsBuiltFromTheOneDockerfile() throws IOException {
        Set<String> modules;
        try (var folders = Files.list(ROOT)) {
            modules = folders.filter(it -> Files.exists(it.resolve("pom.xml")))
                    .map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith("-service"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(built().keySet()).isNotEmpty().isEqualTo(modules);
        assertThat(Files.readString(ROOT.resolve("pom.xml")))
                .contains(modules.stream().map("<module>%s</module>"::formatted).toList());
        built().forEach((name, service) -> {
            assertThat(at(service, "build.context")).as(name).isEqualTo(".");
            assertThat(at(service, "build.args.SERVICE")).isEqualTo(name);
        });
    }

    @Test
    void imagesAreNamedAsInTheChart() throws IOException {
        var chart = parse(Files.readString(Chart.FOLDER.resolve("Chart.yaml")));
        var values = parse(Files.readString(Chart.FOLDER.resolve("values.yaml")));
        built().forEach((name, service) -> assertThat(at(service, "image"))
                .isEqualTo("%s/%s:%s".formatted(at(values, "image.repository"), name, at(chart, "appVersion"))));
    }

    @Test
    void serversAreOfTheVersionsThatTheBuildTestsWith() {
        assertThat(at(services, "kafka.image")).isEqualTo("apache/kafka:" + System.getProperty("kafka.version"));
        var postgres = System.getProperty("postgres.version").replaceFirst("\\..*", "");
        assertThat(at(services, "postgres.image")).isEqualTo("postgres:" + postgres);
    }

    @Test
    void postgresRunsTheInitSqlOfAllOtherWaysOfRunning() {
        assertThat(ROOT.resolve(INIT_SQL)).isRegularFile();
        assertThat(strings(services, "postgres.volumes"))
                .contains("./" + INIT_SQL + ":/docker-entrypoint-initdb.d/init.sql:ro")
                .anyMatch(it -> it.endsWith(":/var/lib/postgresql"));
        assertThat(strings(services, "postgres.command")).contains("wal_level=logical");
    }

    @Test
    void nothingIsPublishedBeyondLoopback() {
        var ports = services.values().stream()
                .flatMap(it -> strings(it, "ports").stream())
                .toList();
        assertThat(ports).hasSizeGreaterThanOrEqualTo(services.size()).allMatch(it -> it.startsWith("127.0.0.1:"));
        assertThat(services.values()).noneMatch(it -> asMap(it).containsKey("network_mode"));
    }

    @Test
    void servicesHaveNoRightsToSpare() {
        built().forEach((name, service) -> {
            assertThat(at(service, "user")).as(name).isEqualTo("10001:10001");
            assertThat(at(service, "read_only")).as(name).isEqualTo(true);
            assertThat(at(service, "cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(at(service, "security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
        });
    }

    @Test
    void everyContainerIsLimitedAndComesBack() {
        services.forEach((name, service) -> {
            assertThat(at(service, "mem_limit")).as(name).isNotNull();
            assertThat(at(service, "restart")).as(name).isEqualTo("unless-stopped");
            assertThat(at(service, "logging.options.max-size")).as(name).isNotNull();
        });
    }

    @Test
    void whatIsWaitedForTellsItsHealth() {
        var awaited = services.values().stream()
                .flatMap(it -> asMap(at(it, "depends_on")).entrySet().stream())
                .toList();
        assertThat(awaited).isNotEmpty().allSatisfy(it -> {
            assertThat(it.getValue()).isEqualTo(Map.of("condition", "service_healthy"));
            assertThat(at(services, it.getKey() + ".healthcheck.test")).isNotNull();
        });
    }

    @Test
    void composeOneReadsItToo() {
        assertThat(file.keySet())
                .allMatch(it ->
                        it.startsWith("x-") || Set.of("services", "volumes").contains(it));
        services.forEach((name, service) -> assertThat(keysBelow(service).filter(TWO_ONLY::contains))
                .as("of Compose 2 alone, in " + name)
                .isEmpty());
    }

    private static final Set<String> TWO_ONLY = Set.of(
            "start_interval",
            "develop",
            "dockerfile_inline",
            "required",
            "content",
            "configs",
            "extends",
            "pull_policy");

    private static Stream<String> keysBelow(Object value) {
        return asMap(value).entrySet().stream()
                .flatMap(it -> Stream.concat(
                        Stream.of(it.getKey()),
                        it.getKey().equals("environment") ? Stream.empty() : keysBelow(it.getValue())));
    }

    private static Map<String, Object> built() {
        var built = new TreeMap<>(services);
        built.values().removeIf(it -> at(it, "build") == null);
        return built;
    }

    private static List<String> strings(Object from, String path) {
        return at(from, path) instanceof List<?> items
                ? items.stream().map(Objects::toString).toList()
                : List.of();
    }
}
