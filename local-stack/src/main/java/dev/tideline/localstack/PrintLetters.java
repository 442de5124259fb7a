package dev.tideline.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintStream;

/** Dead letters, and what became of them, as a person reads them. */
record PrintLetters(PrintStream out) {

    private static final String ROW = "%-21s %-36s %-20s %-26s %-44s %5s  %s%n";
    private static final String CAUSE = "%6s  %-20s %-20s %-21s %-26s %s%n";
    private static final int WHY = 80;

    void list(ArrayNode all) {
        out.printf(ROW, "service", "id", "failed", "type", "key", "tries", "why");
        all.forEach(it -> out.printf(
                ROW,
                it.path("service").asText(),
                it.path("id").asText(),
                seconds(it.path("failedAt")),
                text(it.path("type")),
                text(it.path("key")),
                it.path("attempts").asText(),
                why(it)
                        + (it.path("holds").asBoolean() ? " [holds its key]" : "")
                        + (it.path("edited").asBoolean() ? " [edited]" : "")));
    }

    void causes(ArrayNode all) {
        out.printf(CAUSE, "count", "first", "last", "service", "type", "why");
        all.forEach(it -> out.printf(
                CAUSE,
                it.path("count").asText(),
                seconds(it.path("first")),
                seconds(it.path("last")),
                it.path("service").asText(),
                text(it.path("type")),
                why(it)));
    }

    /** All that is known of one. */
    void letter(String service, JsonNode found) {
        var letter = found.path("letter");
        line("id", letter.path("id").asText());
        line("state", letter.path("state").asText());
        line("service", service);
        line(
                "record",
                letter.path("topic").asText() + ", partition " + letter.path("partition") + ", offset "
                        + letter.path("offset"));
        line("key", text(letter.path("key")));
        line("type", text(letter.path("type")));
        line(
                "failed",
                seconds(letter.path("firstFailedAt")) + " to " + seconds(letter.path("failedAt")) + ", "
                        + letter.path("attempts") + " attempts, " + letter.path("replays") + " replays");
        line(
                "why",
                letter.path("exception").asText() + ": "
                        + letter.path("message").asText());
        line("its key", found.path("lane").asText() + ", " + found.path("waiting") + " waiting");
        found.path("headers")
                .properties()
                .forEach(it -> line("header", it.getKey() + ": " + it.getValue().asText()));
        if (!found.path("editedPayload").isNull()) {
            out.println("\nedited to\n" + found.path("editedPayload").toPrettyString());
        }
        out.println(
                found.path("payload").isNull()
                        ? "\nno JSON; base64\n" + text(found.path("payloadBase64"))
                        : "\nas it came\n" + found.path("payload").toPrettyString());
        out.println("\nacts");
        found.path("acts")
                .forEach(it -> out.println(
                        "  " + seconds(it.path("at")) + "  " + it.path("act").asText() + " by "
                                + it.path("actor").asText()
                                + (it.path("reason").isNull()
                                        ? ""
                                        : ": " + it.path("reason").asText())));
    }

    private void line(String name, String value) {
        out.printf("%-8s %s%n", name, value);
    }

    /** What a decision on many came to, in one service. */
    void decided(String command, JsonNode many) {
        var verb = (many.path("dryRun").asBoolean() ? "would be " : "")
                + (command.equals("replay") ? "replayed" : "discarded");
        var seconds = many.path("seconds").asLong();
        out.printf(
                "%s: %d of %d %s%s%n",
                many.path("service").asText(),
                many.path("done").size(),
                many.path("matching").asLong(),
                verb,
                seconds > 0 ? ", the last in " + seconds + " s" : "");
        if (many.path("dryRun").asBoolean()) {
            many.path("done").forEach(it -> out.println("  " + it.asText()));
        }
        many.path("refused")
                .forEach(it -> out.println("  refused: " + it.path("id").asText() + ": "
                        + it.path("why").asText()));
    }

    private static String seconds(JsonNode time) {
        return time.asText().replaceFirst("\\.\\d+Z$", "Z");
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "-" : value.asText();
    }

    private static String why(JsonNode letter) {
        var exception = letter.path("exception").asText();
        var why = exception.substring(exception.lastIndexOf('.') + 1) + ": "
                + letter.path("message").asText();
        return why.length() <= WHY ? why : why.substring(0, WHY - 1) + "…";
    }
}
