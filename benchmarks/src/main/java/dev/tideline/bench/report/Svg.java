package dev.tideline.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plots as pages show them: no script, readable on white and on black. */
final class Svg {

    /** Numbers of one contender; where {@code x} stays empty, their places count. */
    record Series(String name, List<Double> x, List<Double> y) {}

    private static final List<String> COLOURS =
            List.of("#2f6fed", "#e4572e", "#2a9d5c", "#a05fd0", "#c08a00", "#0aa2c0", "#8a5a44", "#808080");
    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int BAR = 22;
    private static final int PLOT_HEIGHT = 320;
    private static final int MARGIN = 60;

    private final StringBuilder body = new StringBuilder();
    private final int height;

    private Svg(String title, int height) {
        this.height = height;
        text(16, 24, "start", title, "font-weight=\"bold\" font-size=\"15\"");
    }

    /** One bar a contender, the first in the colour of ours. */
    static String bars(String title, String unit, List<Series> bars) {
        Svg svg = new Svg(title, 60 + bars.size() * (BAR + 8));
        double most = bars.stream().mapToDouble(bar -> bar.y().getFirst()).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            double value = bars.get(i).y().getFirst();
            int y = 44 + i * (BAR + 8);
            double length = Math.max(1, (WIDTH - LEFT - 130) * value / most);
            svg.text(LEFT - 8, y + 15, "end", bars.get(i).name(), "");
            svg.body.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    LEFT,
                    y,
                    length,
                    BAR,
                    COLOURS.get(i == 0 ? 0 : COLOURS.size() - 1)));
            svg.text(LEFT + length + 6, y + 15, "start", Numbers.of(value) + " " + unit, "");
        }
        return svg.toString();
    }

    /** Latency by percentile, both as powers: what matters is in the tail. */
    static String percentiles(String title, List<Double> percentiles, List<Series> latencies) {
        List<Series> placed = latencies.stream()
                .map(each -> new Series(
                        each.name(), percentiles.stream().map(Svg::nines).toList(), each.y()))
                .toList();
        Svg svg = new Svg(title, PLOT_HEIGHT + MARGIN * 2);
        svg.plot(placed, true, "ms");
        double right = placed.getFirst().x().getLast();
        for (double percentile : List.of(50.0, 90.0, 99.0, 99.9, 100.0)) {
            if (percentiles.contains(percentile)) {
                svg.text(
                        place(nines(percentile), 0, right, MARGIN, plotRight()),
                        PLOT_HEIGHT + MARGIN + 18,
                        "middle",
                        percentile == 100
                                ? "most"
                                : "p" + Numbers.of(percentile).replaceAll("\\.?0+$", ""),
                        "");
            }
        }
        return svg.toString();
    }

    /** Lines from zero up. */
    static String lines(String title, String unit, List<String> places, List<Series> lines) {
        Svg svg = new Svg(title, PLOT_HEIGHT + MARGIN * 2);
        svg.plot(lines, false, unit);
        for (int i = 0; i < places.size(); i++) {
            svg.text(
                    place(i, 0, Math.max(1, places.size() - 1), MARGIN, plotRight()),
                    PLOT_HEIGHT + MARGIN + 18,
                    "middle",
                    places.get(i),
                    "");
        }
        return svg.toString();
    }

    /** 50 is 0.3, 90 is 1, 99 is 2, 99.9 is 3; what is most stands behind the last. */
    private static double nines(double percentile) {
        return percentile >= 100 ? 4.5 : -Math.log10(1 - percentile / 100);
    }

    private static int plotRight() {
        return WIDTH - 170;
    }

    private void plot(List<Series> lines, boolean powers, String unit) {
        List<Double> all = lines.stream()
                .flatMap(line -> line.y().stream())
                .filter(y -> y > 0)
                .toList();
        double most = all.stream().mapToDouble(y -> y).max().orElse(1);
        double least = powers ? all.stream().mapToDouble(y -> y).min().orElse(0.1) : 0;
        double top = powers ? Math.ceil(Math.log10(most)) : most * 1.1;
        double bottom = powers ? Math.floor(Math.log10(least)) : 0;
        double right = Math.max(
                1,
                lines.stream()
                        .flatMap(line -> line.x().stream())
                        .mapToDouble(x -> x)
                        .max()
                        .orElse(1));
        for (double mark : marks(powers, bottom, top)) {
            double y = place(mark, bottom, top, PLOT_HEIGHT + MARGIN, MARGIN);
            body.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#8886\"/>%n",
                    MARGIN,
                    y,
                    plotRight(),
                    y));
            text(MARGIN - 6, y + 4, "end", Numbers.of(powers ? Math.pow(10, mark) : mark), "");
        }
        text(MARGIN - 6, MARGIN - 14, "end", unit, "");
        for (int i = 0; i < lines.size(); i++) {
            Series line = lines.get(i);
            List<String> points = new ArrayList<>();
            for (int j = 0; j < line.y().size(); j++) {
                double y = line.y().get(j);
                points.add(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        place(line.x().get(j), 0, right, MARGIN, plotRight()),
                        place(powers ? Math.log10(Math.max(y, 1e-3)) : y, bottom, top, PLOT_HEIGHT + MARGIN, MARGIN)));
            }
            String colour = COLOURS.get(i % COLOURS.size());
            body.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>%n",
                    String.join(" ", points),
                    colour));
            text(plotRight() + 12, MARGIN + 12 + i * 20, "start", line.name(), "fill=\"" + colour + "\"");
        }
    }

    private static List<Double> marks(boolean powers, double bottom, double top) {
        List<Double> marks = new ArrayList<>();
        double step = powers ? 1 : top / 5;
        for (int i = 0; bottom + i * step <= top + step / 100; i++) {
            marks.add(bottom + i * step);
        }
        return marks;
    }

    private static double place(double value, double from, double to, double start, double end) {
        return start + (end - start) * (value - from) / Math.max(1e-9, to - from);
    }

    private void text(double x, double y, String anchor, String text, String more) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                more.contains("fill=") ? more : more + " fill=\"#777\"",
                escaped));
    }

    @Override
    public String toString() {
        return body.toString()
                .lines()
                .collect(Collectors.joining(
                        "\n",
                        String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                                        + " height=\"%2$d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                                WIDTH,
                                height),
                        "\n</svg>\n"));
    }
}
