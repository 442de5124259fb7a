package dev.tideline.proving;

import dev.tideline.testing.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The entry point of {@code ./tideline prove}: the folder to work in, which is emptied first, then the options. Exits with 1 where a promise was broken. */
final class Prove {

    private Prove() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        List<String> words = List.of(arguments);
        Options options;
        try {
            options = Options.parse(words.subList(1, words.size()), Path.of(words.getFirst()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        empty(options.folder());
        boolean kept = new Run(options, System.out).run().kept();
        System.out.println(
                kept ? "Every promise was kept." : "Broken. What each process said is in " + options.folder());
        System.exit(kept ? 0 : 1);
    }

    /** What a run leaves behind is there until the next one. */
    private static void empty(Path folder) throws IOException {
        PostgresServer.endLeftover(folder.resolve("postgres"));
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
