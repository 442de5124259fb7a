package dev.tideline.proving.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every promise and how it fared. */
public record Verdict(List<Finding> findings) {

    public static final String REST = "everything came to rest in time";

    private static final int EXAMPLES = 5;

    public boolean kept() {
        return findings.stream().allMatch(Finding::kept);
    }

    /** Beside the promises of delivery, that everything came to rest: where it did not, what is lost may only be late. */
    public Verdict afterAll(List<String> underWay) {
        return new Verdict(Stream.concat(Stream.of(new Finding(REST, 1, underWay)), findings.stream())
                .toList());
    }

    /** The promises that were broken. */
    public List<String> broken() {
        return findings.stream()
                .filter(finding -> !finding.kept())
                .map(Finding::promise)
                .toList();
    }

    /** As a table, and below it the first examples of each violation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%-42s %10s %10s%n".formatted("promise", "checked", "violated"));
        for (Finding each : findings) {
            text.append("%-42s %,10d %,10d%n"
                    .formatted(each.promise(), each.checked(), each.violations().size()));
        }
        for (Finding each : findings) {
            if (!each.kept()) {
                text.append("%n%s:%n".formatted(each.promise()))
                        .append(each.violations().stream()
                                .limit(EXAMPLES)
                                .map(example -> "  " + example + System.lineSeparator())
                                .collect(Collectors.joining()));
            }
        }
        return text.toString();
    }
}
