package dev.tideline.testing.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

final class Folders {
    private Folders() {}

    static Path temporary(String purpose) {
        try {
            return Files.createTempDirectory("tideline-" + purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path untilExit(String purpose) {
        var folder = temporary(purpose);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-" + purpose));
        return folder;
    }

    static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // nothing left to delete
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
