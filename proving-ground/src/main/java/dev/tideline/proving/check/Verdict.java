package dev.tideline.proving.check;

import java.util.List;
import java.util.stream.Collectors;

/** Every promise and how it fared. */
public record Verdict(List<Finding> findings) {

    private static final int EXAMPLES = 5;

    public boolean kept() {
        return findings.stream().allMatch(Finding::kept);
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
