package dev.tideline.bench.report;

import static dev.tideline.bench.report.Names.BESIDE_FAILING;
import static dev.tideline.bench.report.Names.CONSUME;
import static dev.tideline.bench.report.Names.DRAIN;
import static dev.tideline.bench.report.Names.GROWTH_CONSUME;
import static dev.tideline.bench.report.Names.GROWTH_DRAIN;
import static dev.tideline.bench.report.Names.GROWTH_WRITE;
import static dev.tideline.bench.report.Names.IDLE;
import static dev.tideline.bench.report.Names.PRODUCER;
import static dev.tideline.bench.report.Names.REFUSED;
import static dev.tideline.bench.report.Names.SATURATED;
import static dev.tideline.bench.report.Names.WRITER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The page of the figures, in Markdown, with its plots beside it. */
public final class Report {

    private final Figures figures;
    private final Cast cast;
    private final Conditions conditions;
    private final List<Integer> sizes;
    private final List<Integer> rates;
    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> plots = new LinkedHashMap<>();

    /** @param rates at which latency was measured, 0 for half of what saturates */
    public Report(Figures figures, Cast cast, Conditions conditions, List<Integer> sizes, List<Integer> rates) {
        this.figures = figures;
        this.cast = cast;
        this.conditions = conditions;
        this.sizes = sizes;
        this.rates = rates;
        write();
    }

    public String page() {
        return page.toString();
    }

    /** The page and its plots. */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("delivery.md"), page());
            for (Map.Entry<String, String> plot : plots.entrySet()) {
                Files.writeString(folder.resolve(plot.getKey()), plot.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        line("# Delivery, measured");
        line("");
        line("`" + conditions.command() + "`, " + conditions.date() + ", medians of " + conditions.rounds()
                + " rounds (one round beyond " + sizes.getFirst() + " bytes).");
        line("");
        line("Machine: " + conditions.machine()
                + ". Everything runs on it at once: Postgres (fsync on, otherwise its defaults), one Kafka broker, and the contender."
                + " Contenders take turns within a round. Read the ratios; the figures themselves are this machine's.");
        line("");
        line("Each contender is a process of its own with its own class path: "
                + String.join(
                        ", ",
                        new TreeMap<>(figures.versions())
                                .values().stream().distinct().toList())
                + ". Peers are set up as their own pages advise for throughput; their consumer is a bare one that writes an"
                + " upsert a batch and drops nothing that comes twice, which is less work than ours does.");
        line("");
        line(
                "Eventuate Tram is missing: what carries its messages is published as a container image; the libraries of it"
                        + " that resolve stop at 0.16 and ask for artifacts that do not. Of gruelbox, namastack and Spring Modulith's"
                        + " Kafka module there are newer releases than those named above, whose artifacts did not resolve.");
        aims();
        for (int bytes : sizes) {
            drain(bytes);
            latency(bytes);
            consumers(bytes);
            writers(bytes);
        }
        besideFailing();
        growth();
        failures();
    }

    private void aims() {
        line("");
        line("## Aims");
        line("");
        line("| aim | target | measured | |");
        line("|---|---|---|---|");
        for (Aim aim : Aim.of(figures, cast, sizes.getFirst())) {
            line(aim.row());
        }
    }

    private void drain(int bytes) {
        rates(
                DRAIN,
                bytes,
                "Relay, draining a backlog",
                "Single-event transactions, committed while the relay rests; half as many before, and the first tenth, warm up. Who"
                        + " has not got through it by then is judged by what it did in the time that it had. \"idle\" is what the process uses of a core with"
                        + " nothing to do.",
                cast.ours());
        if (figures.median(PRODUCER, bytes, "bare producer").isPresent()) {
            line("");
            line("A bare producer with nothing else to do: "
                    + Numbers.of(
                            figures.median(PRODUCER, bytes, "bare producer").orElse(0)) + " events/s.");
        }
    }

    private void consumers(int bytes) {
        rates(
                CONSUME,
                bytes,
                "Consumer alone, on a full topic",
                "Each drops what came twice by an inbox, and writes an upsert for what did not.",
                cast.batches());
    }

    private void writers(int bytes) {
        rates(
                WRITER,
                bytes,
                "Writer, 8 connections",
                "The same transaction with and without an event, in turns, no relay running. A second business row instead of the"
                        + " event shows what any second statement costs.",
                cast.without());
    }

    private void rates(String figure, int bytes, String title, String explanation, String base) {
        List<String> contenders = figures.contenders(figure, bytes);
        if (contenders.isEmpty()) {
            return;
        }
        boolean idles = contenders.stream()
                .anyMatch(each -> figure.equals(DRAIN)
                        && figures.median(IDLE, bytes, each).isPresent());
        heading(title, bytes, explanation);
        line("| | a second | rounds | of " + base + (idles ? " | idle |" : " |"));
        line("|---|---|---|---" + (idles ? "|---|" : "|"));
        List<Svg.Series> bars = new ArrayList<>();
        for (String contender : contenders) {
            double rate = figures.median(figure, bytes, contender).orElse(0);
            OptionalDouble first = figures.median(figure, bytes, base);
            OptionalDouble idle = figures.median(IDLE, bytes, contender);
            line("| " + contender + " | " + Numbers.of(rate) + " | " + figures.spread(figure, bytes, contender) + " | "
                    + (first.isPresent() ? Numbers.of(rate / first.getAsDouble()) + " ×" : "–")
                    + (idles ? " | " + (idle.isPresent() ? Numbers.of(idle.getAsDouble()) + " %" : "–") + " |" : " |"));
            bars.add(new Svg.Series(contender, List.of(), List.of(rate)));
        }
        plot(figure + "-" + bytes + ".svg", title, Svg.bars(title + ", " + bytes + " bytes", "/s", bars));
    }

    private void latency(int bytes) {
        List<String> contenders = figures.contenders(SATURATED, bytes);
        if (contenders.isEmpty()) {
            return;
        }
        heading(
                "From the commit to the committed effect",
                bytes,
                "Transactions start on an open-loop schedule, whether or not the ones before are done. Milliseconds, p50 / p99 /"
                        + " p99.9: until it is in Kafka, until it is handled, and until it is handled counted from when the"
                        + " transaction was due to begin, which leaves no waiting out.");
        line("| | at | in Kafka | handled | handled, from due |");
        line("|---|---|---|---|---|");
        for (String contender : contenders) {
            line("| " + contender + " | saturated | | "
                    + Numbers.of(figures.median(SATURATED, bytes, contender).orElse(0)) + "/s, written "
                    + Numbers.of(figures.median(Names.SATURATED_WRITES, bytes, contender)
                            .orElse(0)) + "/s | |");
            for (int rate : rates) {
                line("| " + contender + " | " + (rate == 0 ? "half of it" : Numbers.of(rate) + "/s") + " | "
                        + three(Names.inKafkaAt(rate), bytes, contender) + " | "
                        + three(Names.handledAt(rate), bytes, contender) + " | "
                        + three(Names.fromDueAt(rate), bytes, contender) + " |");
            }
        }
        for (int rate : rates) {
            List<Svg.Series> latencies = contenders.stream()
                    .filter(each ->
                            !figures.medians(Names.handledAt(rate), bytes, each).isEmpty())
                    .map(each -> new Svg.Series(
                            each,
                            List.of(),
                            figures.medians(Names.handledAt(rate), bytes, each).stream()
                                    .map(micros -> micros / 1_000)
                                    .toList()))
                    .toList();
            if (!latencies.isEmpty()) {
                String title = "Commit to handled " + (rate == 0 ? "at half of what saturates" : "at " + rate + "/s");
                plot(
                        "latency-" + (rate == 0 ? "half" : rate) + "-" + bytes + ".svg",
                        title,
                        Svg.percentiles(title + ", " + bytes + " bytes", cast.percentiles(), latencies));
            }
        }
    }

    private void besideFailing() {
        int bytes = sizes.getFirst();
        List<String> points = figures.contenders(BESIDE_FAILING, bytes);
        if (points.isEmpty()) {
            return;
        }
        heading(
                "Beside an aggregate that always fails",
                bytes,
                "One among ten thousand aggregates gets ten events a second, and each is refused for as long as somebody asks. From"
                        + " the commit to the committed effect of the others, milliseconds, p50 / p99 / p99.9.");
        line("| aggregates that fail | handled |");
        line("|---|---|");
        points.forEach(point -> line("| " + point + " | " + three(BESIDE_FAILING, bytes, point) + " |"));
    }

    private String three(String figure, int bytes, String contender) {
        List<Double> values = figures.medians(figure, bytes, contender);
        if (values.isEmpty()) {
            return "–";
        }
        return IntStream.of(cast.medianAt(), cast.tailAt(), cast.farTailAt())
                .mapToObj(place -> Numbers.of(values.get(place) / 1_000))
                .reduce((one, other) -> one + " / " + other)
                .orElse("");
    }

    private void growth() {
        int bytes = sizes.getFirst();
        List<String> points = figures.contenders(GROWTH_WRITE, bytes);
        if (!points.isEmpty()) {
            heading(
                    "With history",
                    bytes,
                    "As many rows in the outbox and in the inbox already, published and handled long ago.");
            line("| rows of history | written/s | drained/s | consumed/s |");
            line("|---|---|---|---|");
            for (String point : points) {
                line("| %,d".formatted(Integer.parseInt(point)) + " | " + rate(GROWTH_WRITE, point) + " | "
                        + rate(GROWTH_DRAIN, point) + " | " + rate(GROWTH_CONSUME, point) + " |");
            }
            List<Svg.Series> lines = List.of(GROWTH_WRITE, GROWTH_DRAIN, GROWTH_CONSUME).stream()
                    .map(figure -> new Svg.Series(
                            figure.substring("growth-".length()) + ", of the first",
                            IntStream.range(0, points.size())
                                    .mapToObj(i -> (double) i)
                                    .toList(),
                            points.stream()
                                    .map(point -> share(figure, points.getFirst(), point))
                                    .toList()))
                    .toList();
            plot(
                    "growth.svg",
                    "Rates by rows of history",
                    Svg.lines(
                            "Rates by rows of history, of the rate without",
                            "×",
                            points.stream()
                                    .map(point -> "%,d".formatted(Integer.parseInt(point)))
                                    .toList(),
                            lines));
        }
        List<String> refused = figures.contenders(REFUSED, bytes);
        if (!refused.isEmpty()) {
            heading(
                    "With keys that are retried",
                    bytes,
                    "The handler refuses these keys for ever; the rate is that of the others.");
            line("| keys refused | handled/s |");
            line("|---|---|");
            refused.forEach(keys -> line("| " + keys + " | " + rate(REFUSED, keys) + " |"));
        }
    }

    private String rate(String figure, String point) {
        OptionalDouble rate = figures.median(figure, sizes.getFirst(), point);
        return rate.isPresent() ? Numbers.of(rate.getAsDouble()) : "–";
    }

    private double share(String figure, String first, String point) {
        double base = figures.median(figure, sizes.getFirst(), first).orElse(0);
        return base == 0 ? 0 : figures.median(figure, sizes.getFirst(), point).orElse(0) / base;
    }

    private void failures() {
        if (!figures.failures().isEmpty()) {
            line("");
            line("## Failed");
            line("");
            figures.failures().forEach(each -> line("- " + each.replace("\n", " ")));
        }
    }

    private void heading(String title, int bytes, String explanation) {
        line("");
        line("## " + title + ", " + bytes + " bytes");
        line("");
        line(explanation);
        line("");
    }

    private void plot(String file, String title, String svg) {
        plots.put(file, svg);
        line("");
        line("![" + title + "](" + file + ")");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
