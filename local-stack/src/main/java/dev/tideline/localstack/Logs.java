package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The logs of processes that append to them on their own. */
record Logs(Path folder) {
    private static final long LARGEST = 20L << 20;

    /** Moves what is in an overlong log aside. Its process goes on appending to the same file, from the start. */
    void rotate() {
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (var log : logs) {
                if (Files.size(log) > LARGEST) {
                    Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                    try (var all = FileChannel.open(log, StandardOpenOption.WRITE)) {
                        all.truncate(0);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String lastLines(Path log, int count) {
        try (var file = FileChannel.open(log, StandardOpenOption.READ)) {
            var tail = ByteBuffer.allocate((int) Math.min(file.size(), 64 << 10));
            file.read(tail, file.size() - tail.capacity());
            var lines = new String(tail.array(), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
