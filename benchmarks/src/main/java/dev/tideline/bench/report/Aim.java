package dev.tideline.bench.report;

import static dev.tideline.bench.report.Names.BESIDE_FAILING;
import static dev.tideline.bench.report.Names.CONSUME;
import static dev.tideline.bench.report.Names.DRAIN;
import static dev.tideline.bench.report.Names.GROWTH_CONSUME;
import static dev.tideline.bench.report.Names.GROWTH_DRAIN;
import static dev.tideline.bench.report.Names.GROWTH_WRITE;
import static dev.tideline.bench.report.Names.IDLE;
import static dev.tideline.bench.report.Names.WRITER;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What was aimed at, and what came of it.
 *
 * @param measured says that it was not, where a part of it is missing
 */
record Aim(String what, String target, String measured, Outcome outcome) {

    enum Outcome {
        MET("met"),
        NOT_MET("**not met**"),
        NOT_MEASURED("not measured");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private static final int AT = 1_000;

    /** Of the table of aims. */
    String row() {
        return "| " + what + " | " + target + " | " + measured + " | " + outcome.word() + " |";
    }

    static List<Aim> of(Figures figures, Cast cast, int bytes) {
        List<Aim> aims = new ArrayList<>();
        OptionalDouble ours = figures.median(DRAIN, bytes, cast.ours());
        aims.add(atLeast(
                "relay drain, of a bare Debezium loop", 0.9, ratio(ours, figures.median(DRAIN, bytes, cast.loop()))));
        aims.add(atLeast("relay drain, of the best peer", 3, ratio(ours, best(figures, DRAIN, bytes, cast.peers()))));
        OptionalDouble median = latency(figures, bytes, cast.ours(), cast.medianAt());
        OptionalDouble tail = latency(figures, bytes, cast.ours(), cast.tailAt());
        aims.add(atMost("commit to handled at 1,000/s, p50", 8, "ms", median));
        aims.add(atMost("commit to handled at 1,000/s, p99", 20, "ms", tail));
        OptionalDouble bestTail = cast.peers().stream()
                .map(peer -> latency(figures, bytes, peer, cast.tailAt()))
                .flatMap(each -> each.stream().boxed())
                .min(Comparator.naturalOrder())
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        aims.add(atMost("that p99, of the best peer's", 0.25, "×", ratio(tail, bestTail)));
        aims.add(atMost(
                "p99 beside an aggregate that always fails, of that without",
                1.5,
                "×",
                ratio(
                        at(figures, BESIDE_FAILING, bytes, Names.ONE, cast.tailAt()),
                        at(figures, BESIDE_FAILING, bytes, Names.NONE, cast.tailAt()))));
        OptionalDouble kept =
                ratio(figures.median(WRITER, bytes, cast.withEvent()), figures.median(WRITER, bytes, cast.without()));
        aims.add(atMost("what the outbox costs the writer", 25, "%", map(kept, share -> (1 - share) * 100)));
        OptionalDouble lists = figures.median(CONSUME, bytes, cast.consumer());
        aims.add(atLeast(
                "batch consumer, of bare JDBC in the same batches",
                0.6,
                ratio(lists, figures.median(CONSUME, bytes, cast.batches()))));
        aims.add(atLeast(
                "batch consumer, of record by record",
                10,
                ratio(lists, figures.median(CONSUME, bytes, cast.records()))));
        aims.add(atMost("idle relay, of a core", 5, "%", figures.median(IDLE, bytes, cast.ours())));
        for (String figure : List.of(GROWTH_WRITE, GROWTH_DRAIN, GROWTH_CONSUME)) {
            aims.add(atMost(
                    "slower with the most history: " + figure.substring("growth-".length()),
                    10,
                    "%",
                    loss(figures, figure, bytes)));
        }
        return aims;
    }

    /** From the first point to the last, as a share of the first. */
    private static OptionalDouble loss(Figures figures, String figure, int bytes) {
        List<String> points = figures.contenders(figure, bytes);
        if (points.size() < 2) {
            return OptionalDouble.empty();
        }
        OptionalDouble left = ratio(
                figures.median(figure, bytes, points.getLast()), figures.median(figure, bytes, points.getFirst()));
        return map(left, share -> (1 - share) * 100);
    }

    private static OptionalDouble latency(Figures figures, int bytes, String contender, int place) {
        return at(figures, Names.handledAt(AT), bytes, contender, place);
    }

    private static OptionalDouble at(Figures figures, String figure, int bytes, String contender, int place) {
        return Stream.of(figures.medians(figure, bytes, contender))
                .filter(each -> each.size() > place)
                .mapToDouble(each -> each.get(place) / 1_000)
                .findFirst();
    }

    private static OptionalDouble best(Figures figures, String figure, int bytes, List<String> contenders) {
        return contenders.stream()
                .flatMap(each -> figures.median(figure, bytes, each).stream().boxed())
                .mapToDouble(each -> each)
                .max();
    }

    private interface Change {
        double of(double value);
    }

    private static OptionalDouble map(OptionalDouble value, Change change) {
        return value.isPresent() ? OptionalDouble.of(change.of(value.getAsDouble())) : value;
    }

    static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent() && other.getAsDouble() > 0
                ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }

    static Aim atLeast(String what, double target, OptionalDouble ratio) {
        return atLeast(what, target, "×", ratio);
    }

    static Aim atLeast(String what, double target, String unit, OptionalDouble value) {
        return new Aim(
                what,
                "≥ " + Numbers.of(target) + " " + unit,
                said(value, unit),
                outcome(value, value.orElse(0) >= target));
    }

    static Aim atMost(String what, double target, String unit, OptionalDouble value) {
        return new Aim(
                what,
                "≤ " + Numbers.of(target) + " " + unit,
                said(value, unit),
                outcome(value, value.orElse(0) <= target));
    }

    private static String said(OptionalDouble value, String unit) {
        return value.isPresent() ? Numbers.of(value.getAsDouble()) + " " + unit : "–";
    }

    private static Outcome outcome(OptionalDouble value, boolean met) {
        if (value.isEmpty()) {
            return Outcome.NOT_MEASURED;
        }
        return met ? Outcome.MET : Outcome.NOT_MET;
    }
}
