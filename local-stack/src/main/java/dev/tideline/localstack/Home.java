package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one folder that holds what the suite keeps.
 *
 * @param sources the repository, where the services' jars are built
 */
record Home(Path sources, Path folder) {

    static Home fromEnvironment() {
        var sources = Path.of(System.getProperty("tideline.sources", "."))
                .toAbsolutePath()
                .normalize();
        var elsewhere = System.getenv("TIDELINE_HOME");
        var folder = elsewhere == null || elsewhere.isBlank() ? sources.resolve(".tideline") : Path.of(elsewhere);
        return new Home(sources, folder.toAbsolutePath().normalize());
    }

    Home create() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(run());
            Files.createDirectories(cache());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var path : new Path[] {folder, logs(), run(), cache()}) {
            if (!Files.isWritable(path)) {
                throw new CannotStart(notMine(path));
            }
        }
        return this;
    }

    Path postgres() {
        return folder.resolve("postgres");
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path streams(Part part) {
        return folder.resolve("streams").resolve(part.name());
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path log(Part part) {
        return logs().resolve(part.name() + ".log");
    }

    Path supervisorLog() {
        return logs().resolve("supervisor.log");
    }

    Path run() {
        return folder.resolve("run");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    /** The word by which a process in the process table is known to belong to this folder. */
    String mark() {
        return "-Dtideline.home=" + folder;
    }

    private static String notMine(Path path) {
        try {
            return "%s belongs to %s; run ./tideline as that user, or set TIDELINE_HOME to another folder."
                    .formatted(path, Files.getOwner(path).getName());
        } catch (IOException e) {
            return path + " cannot be written; set TIDELINE_HOME to another folder.";
        }
    }
}
