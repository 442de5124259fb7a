package dev.tideline.proving;

import dev.tideline.proving.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What a run is to be.
 *
 * @param time of the load, and within it of the faults
 * @param rate transactions a second, of all ledgers together
 * @param pause at least so long from one fault to the next
 * @param failing of a thousand postings, how many are refused by their handler a few times
 * @param poisonous of a thousand postings, how many are refused by their handler for ever
 * @param patience how long everything may take to come to rest afterwards
 * @param folder for data, logs and journals
 */
record Options(
        long seed,
        Duration time,
        double rate,
        Set<Fault> faults,
        Duration pause,
        int failing,
        int poisonous,
        Duration patience,
        Path folder) {

    static final String USAGE = """
            Usage: ./tideline prove [--minutes N] [--seed S] [--rate R] [--faults a,b,c] [--pause T]

              --minutes  of load and faults (2); coming to rest and checking is added to that
              --seed     repeats the schedule of a run (drawn)
              --rate     transactions a second (100)
              --failing  of a thousand postings, how many fail a few times (20)
              --poisonous  of a thousand postings, how many fail for ever (3)
              --pause    seconds from one fault to the next, at least (0)
              --faults   which of them (all): %s
            """.formatted(
                    EnumSet.allOf(Fault.class).stream().map(Fault::toString).collect(Collectors.joining(" ")));

    static Options parse(List<String> words, Path folder) {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        double minutes = 2;
        double rate = 100;
        double pause = 0;
        int failing = 20;
        int poisonous = 3;
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value");
            }
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--minutes" -> minutes = Double.parseDouble(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--rate" -> rate = Double.parseDouble(value);
                case "--pause" -> pause = Double.parseDouble(value);
                case "--failing" -> failing = Integer.parseInt(value);
                case "--poisonous" -> poisonous = Integer.parseInt(value);
                case "--faults" -> faults = faults(value);
                default -> throw new IllegalArgumentException("Unknown option: " + words.get(i));
            }
        }
        return new Options(
                seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                rate,
                faults,
                Duration.ofMillis(Math.round(pause * 1_000)),
                failing,
                poisonous,
                Duration.ofMinutes(2),
                folder);
    }

    private static Set<Fault> faults(String names) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Arrays.stream(names.split(","))
                .filter(name -> !name.isBlank())
                .map(Fault::named)
                .forEach(faults::add);
        return faults;
    }
}
