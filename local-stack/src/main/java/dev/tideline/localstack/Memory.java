package dev.tideline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a process and its children hold, shared pages divided among those who share them (Linux), or else counted whole. */
final class Memory {
    private Memory() {}

    static long withChildren(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(it -> kibibytes(it.pid()))
                .sum();
    }

    static long kibibytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            return lines.filter(it -> it.startsWith("Pss:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return askPs(pid);
        }
    }

    private static long askPs(long pid) {
        try {
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            var answer = ps.inputReader().readAllAsString().strip();
            return answer.isEmpty() ? 0 : Long.parseLong(answer);
        } catch (IOException unknown) {
            return 0;
        }
    }
}
