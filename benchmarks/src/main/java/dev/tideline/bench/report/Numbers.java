package dev.tideline.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    static String of(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
