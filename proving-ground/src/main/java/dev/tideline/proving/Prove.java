package dev.tideline.proving;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The entry point of {@code ./tideline prove}: the folder to work in, then the options. Exits with 1 where a promise was broken. */
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
        boolean kept = new Run(options, System.out).run().kept();
        System.out.println(
                kept ? "Every promise was kept." : "Broken. What each process said is in " + options.folder());
        System.exit(kept ? 0 : 1);
    }
}
