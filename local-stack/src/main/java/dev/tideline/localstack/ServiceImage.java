package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A service's jar, unpacked the way in which it starts quickly, beside its AOT cache. Named after the jar's content: a build that changes
 * nothing keeps it, and a running suite does not notice a build.
 */
record ServiceImage(Path folder, Path jar) {
    /** An AOT cache serves the very JVM that wrote it, and no other. */
    static final String ARCHIVE = "java-" + Runtime.version() + ".aot";

    static ServiceImage of(Part part, Home home) {
        try {
            var built = built(part, home);
            var folder = home.cache().resolve(part.name() + "-" + fingerprint(built));
            if (!Files.exists(folder)) {
                extract(built, folder);
            }
            return new ServiceImage(folder, folder.resolve(built.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while unpacking " + part.name(), e);
        }
    }

    Path archive() {
        return folder.resolve(ARCHIVE);
    }

    /** Removes the images of earlier builds. */
    void discardOthers(Part part) {
        try (var others = Files.newDirectoryStream(folder.getParent(), part.name() + "-*")) {
            for (var other : others) {
                if (!other.equals(folder)) {
                    Trash.delete(other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Part part, Home home) throws IOException {
        var target = home.sources().resolve(part.name()).resolve("target");
        var jars = FileSystems.getDefault().getPathMatcher("glob:" + part.name() + "-*.jar");
        if (Files.isDirectory(target)) {
            try (var files = Files.list(target)) {
                var jar = files.filter(it -> jars.matches(it.getFileName())).findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new CannotStart(
                "%s is not built: there is no %s-*.jar in %s.".formatted(part.name(), part.name(), target));
    }

    private static String fingerprint(Path jar) throws IOException {
        var sum = new CRC32();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(it -> sum.update((it.getName() + it.getSize() + it.getCrc()).getBytes(UTF_8)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static void extract(Path jar, Path folder) throws IOException, InterruptedException {
        var unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        Trash.delete(unfinished);
        var extraction = new ProcessBuilder(
                        Java.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        unfinished.toString())
                .redirectErrorStream(true)
                .start();
        var output = extraction.inputReader().readAllAsString();
        if (extraction.waitFor() != 0) {
            throw new IOException("Cannot unpack " + jar + ": " + output);
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
