package dev.tideline.testing.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Postgres' own programs, unpacked once per user from the jar on the class path. */
record PostgresBinaries(Path home) {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    static PostgresBinaries unpacked() {
        return unpackedUnder(cache());
    }

    static synchronized PostgresBinaries unpackedUnder(Path cache) {
        var archive = archive();
        var packed = PostgresBinaries.class.getResource("/" + archive);
        if (packed == null) {
            throw new IllegalStateException(
                    "No Postgres binaries for this machine: " + archive + " is not on the class path");
        }
        var binaries = new PostgresBinaries(cache.resolve(jarName(packed)));
        if (!binaries.complete()) {
            try (var stream = packed.openStream()) {
                binaries.unpack(stream);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot unpack Postgres to " + binaries.home, e);
            }
        }
        return binaries;
    }

    /** Postgres refuses to run as root, so that root runs it in a user namespace in which it is nobody. */
    List<String> command(String program, String... arguments) {
        return unprivileged(program(program, arguments));
    }

    /** Likewise, and tied to this JVM: inside the namespace, because entering one unties. */
    List<String> tiedCommand(String program, String... arguments) {
        return unprivileged(Tether.tie("INT", program(program, arguments)));
    }

    private List<String> program(String program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> unprivileged(List<String> command) {
        if (ROOT) {
            command.addAll(0, List.of("unshare", "-U"));
        }
        return command;
    }

    private boolean complete() {
        return Stream.of("postgres", "initdb", "pg_ctl")
                .allMatch(it -> Files.isExecutable(home.resolve("bin").resolve(it)));
    }

    // Beside its final name, then renamed: an interrupted unpack is never mistaken for a finished one.
    private void unpack(InputStream packed) throws IOException {
        Files.createDirectories(home.getParent());
        var unfinished = Files.createTempDirectory(home.getParent(), "unpacking-");
        try {
            extract(packed, unfinished);
            Folders.delete(home);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!complete()) {
                throw e;
            }
            // another JVM was quicker
        } finally {
            Folders.delete(unfinished);
        }
    }

    private static void extract(InputStream packed, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                var path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0b001_000_000) != 0 && !path.toFile().setExecutable(true)) {
                        throw new IOException("Cannot make executable: " + path);
                    }
                }
            }
        }
    }

    private static String archive() {
        var mac = System.getProperty("os.name").startsWith("Mac");
        var arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64");
        return "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    // The jar's name carries the version.
    private static String jarName(URL packed) {
        var jar =
                Path.of(packed.getPath().replaceFirst("!.*", "")).getFileName().toString();
        return jar.replaceFirst("\\.jar$", "");
    }

    private static Path cache() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        var mine = caches.resolve("tideline");
        try {
            return Files.createDirectories(mine);
        } catch (IOException homeless) {
            return Path.of(System.getProperty("java.io.tmpdir"), "tideline-" + System.getProperty("user.name"));
        }
    }
}
