package dev.tideline.localstack;

import dev.tideline.testing.servers.Tether;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for JVMs of the suite: small, tied to the supervisor, and recognisable by the mark of their home. */
record Java(Home home) {
    private static final String PROGRAM =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** @param archive the AOT cache of this very command, used when it exists */
    List<String> command(String heap, Path archive, List<String> program) {
        var command = untied(heap, program);
        if (Files.exists(archive)) {
            command.add(2, "-XX:AOTCache=" + archive);
        }
        return Tether.tie("TERM", command);
    }

    /** Runs the same program once, at the lowest priority, to write its AOT cache. */
    List<String> training(String heap, Path archive, List<String> program) {
        var command = untied(heap, program);
        command.add(2, "-XX:AOTCacheOutput=" + archive);
        command.addAll(0, List.of("nice", "-n", "19"));
        return Tether.tie("KILL", command);
    }

    static String program() {
        return PROGRAM;
    }

    private List<String> untied(String heap, List<String> program) {
        var command = new ArrayList<String>();
        command.add(PROGRAM);
        command.add(home.mark());
        command.addAll(SMALL);
        command.add("-Xmx" + heap);
        var more = System.getenv("TIDELINE_JAVA_OPTS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        command.addAll(program);
        return command;
    }
}
