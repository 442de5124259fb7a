package dev.tideline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the supervisor of a {@link Home} as long as it lives; the system lets go of it however the supervisor ends. */
record SupervisorLock(Home home) {

    /** Empty when another supervisor runs. Held until closed: an unreachable one is closed by the garbage collector. */
    Optional<FileChannel> take() {
        try {
            var channel = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            Files.writeString(pidFile(), Long.toString(ProcessHandle.current().pid()));
            return Optional.of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessHandle> holder() {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null
                    ? Optional.empty()
                    : ProcessHandle.of(
                            Long.parseLong(Files.readString(pidFile()).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return home.run().resolve("lock");
    }

    private Path pidFile() {
        return home.run().resolve("supervisor.pid");
    }
}
