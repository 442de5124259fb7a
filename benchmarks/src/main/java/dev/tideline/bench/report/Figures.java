package dev.tideline.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Everything that was measured: per figure and contender one list of numbers a round. What is asked for is the median of the rounds. */
public final class Figures {

    /**
     * One thing that is measured.
     *
     * @param bytes of an event's text
     */
    public record Figure(String name, int bytes) {}

    private final Map<Figure, Map<String, List<List<Double>>>> figures = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Set<String> failures = new LinkedHashSet<>();

    public synchronized void add(String figure, int bytes, String contender, double value) {
        add(figure, bytes, contender, List.of(value));
    }

    /** Several numbers that belong together, as the percentiles of a latency do. */
    public synchronized void add(String figure, int bytes, String contender, List<Double> values) {
        figures.computeIfAbsent(new Figure(figure, bytes), _ -> new LinkedHashMap<>())
                .computeIfAbsent(contender, _ -> new ArrayList<>())
                .add(values);
    }

    public synchronized void version(String contender, String version) {
        versions.put(contender, version);
    }

    /** A contender that could not be measured, and why. */
    public synchronized void failed(String figure, String contender, String reason) {
        failures.add(contender + ", " + figure + ": " + reason);
    }

    public synchronized Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    public synchronized List<String> contenders(String figure, int bytes) {
        return List.copyOf(
                figures.getOrDefault(new Figure(figure, bytes), Map.of()).keySet());
    }

    public synchronized OptionalDouble median(String figure, int bytes, String contender) {
        List<Double> medians = medians(figure, bytes, contender);
        return medians.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(medians.getFirst());
    }

    /** Number by number; empty where there is no round. */
    public synchronized List<Double> medians(String figure, int bytes, String contender) {
        List<List<Double>> rounds =
                figures.getOrDefault(new Figure(figure, bytes), Map.of()).getOrDefault(contender, List.of());
        if (rounds.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, rounds.getFirst().size())
                .mapToObj(i -> median(rounds.stream().map(round -> round.get(i)).toList()))
                .toList();
    }

    /** The least and the most of all rounds. */
    public synchronized String spread(String figure, int bytes, String contender) {
        List<Double> all =
                figures.getOrDefault(new Figure(figure, bytes), Map.of()).getOrDefault(contender, List.of()).stream()
                        .map(List::getFirst)
                        .sorted()
                        .toList();
        return all.size() < 2 ? "" : Numbers.of(all.getFirst()) + "–" + Numbers.of(all.getLast());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
