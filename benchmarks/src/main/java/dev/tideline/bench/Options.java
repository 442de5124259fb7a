package dev.tideline.bench;

import dev.tideline.bench.Bench.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param contestants whom to measure, where not all
 * @param report where it is to be written; by itself only what was measured in full is
 */
record Options(
        boolean quick,
        List<Part> parts,
        List<String> contestants,
        @Nullable Path report,
        String command) {

    static final String USAGE =
            "bench delivery [--quick] [--only <scenario or contender>,…] [--report <folder>]; scenarios: "
                    + String.join(", ", scenarios()) + "; contenders: "
                    + String.join(", ", contenders());

    /** @throws IllegalArgumentException saying what is wrong and what would be right */
    static Options of(String... arguments) {
        boolean quick = false;
        Path folder = null;
        List<Part> parts = new ArrayList<>();
        List<String> contestants = new ArrayList<>();
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "delivery" -> {}
                case "--quick" -> quick = true;
                case "--report" -> folder = Path.of(next(words, word));
                case "--only" -> {
                    for (String name : next(words, word).split(",", -1)) {
                        if (scenarios().contains(name)) {
                            parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
                        } else if (contenders().contains(name)) {
                            contestants.add(name);
                        } else {
                            throw new IllegalArgumentException("nothing is called " + name + "; " + USAGE);
                        }
                    }
                }
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Options(
                quick,
                parts.isEmpty() ? List.of(Part.values()) : parts,
                contestants,
                folder,
                "./tideline bench " + String.join(" ", arguments));
    }

    Plan plan() {
        return quick ? Plan.quick() : Plan.full();
    }

    /** Where the report goes. A quick run, or a part of one, replaces no report unless it is told to. */
    @Nullable
    Path folder() {
        if (report != null) {
            return report;
        }
        boolean all = !quick && contestants.isEmpty() && parts.size() == Part.values().length;
        String sources = System.getProperty("tideline.sources");
        return all && sources != null ? Path.of(sources, "docs", "benchmarks") : null;
    }

    private static String next(List<String> words, String option) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(option + " wants a value; " + USAGE);
        }
        return words.removeFirst();
    }

    private static List<String> scenarios() {
        return Arrays.stream(Part.values())
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> contenders() {
        return Stream.concat(Contestant.RELAYS.stream(), Contestant.WHOLE.stream())
                .map(Contestant::name)
                .distinct()
                .toList();
    }
}
