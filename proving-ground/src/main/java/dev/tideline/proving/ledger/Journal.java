package dev.tideline.proving.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What this process tried to write, before it commits, and what it was told is committed. A line is one write to the system, so that a
 * kill leaves it whole or not at all; it is not forced to disk, for the machine does not fail.
 */
final class Journal implements AutoCloseable {

    /** A posting with the version that its account had then. */
    record Entry(UUID posting, String account, long version, int failures) {}

    private final FileChannel file;

    private Journal(FileChannel file) {
        this.file = file;
    }

    static Journal open(Path path) throws IOException {
        return new Journal(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    void trying(UUID transaction, List<Entry> postings) {
        StringBuilder lines = new StringBuilder();
        for (Entry each : postings) {
            lines.append("try\t%s\t%s\t%s\t%d\t%d\n"
                    .formatted(transaction, each.posting(), each.account(), each.version(), each.failures()));
        }
        write(lines.toString());
    }

    void committed(UUID transaction, Instant at) {
        write("ack\t%s\t%s\n".formatted(transaction, at));
    }

    /** Nothing is under way, and nothing more will come. */
    void ended() {
        write("end\n");
    }

    private synchronized void write(String lines) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
