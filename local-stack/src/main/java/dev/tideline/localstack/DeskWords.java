package dev.tideline.localstack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What was typed after {@code ./tideline deadletters}.
 *
 * @param options by name, without the dashes; a flag has the value "true"
 */
record DeskWords(String command, List<UUID> ids, Map<String, String> options) {
    private static final Set<String> FILTERS = Set.of("topic", "type", "key", "exception", "text", "since", "until");
    private static final Set<String> FLAGS = Set.of("all", "dry-run", "force", "json", "payload");
    private static final Map<String, Set<String>> COMMANDS = Map.of(
            "list", Set.of("service", "state", "limit", "json"),
            "causes", Set.of("service", "state", "json"),
            "show", Set.of("service", "json", "payload"),
            "edit", Set.of("service", "file", "reason"),
            "replay", Set.of("service", "all", "dry-run", "rate", "limit", "force", "reason", "json"),
            "discard", Set.of("service", "all", "dry-run", "limit", "reason", "json"));
    private static final Set<String> WITHOUT_FILTERS = Set.of("show", "edit");
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    /** It was typed in a way that makes no sense; the message says what would. */
    static final class Misused extends RuntimeException {
        Misused(String message) {
            super(message);
        }
    }

    static DeskWords parse(List<String> words, Instant now) {
        var named = !words.isEmpty() && !words.getFirst().startsWith("--");
        var command = named ? words.getFirst() : "list";
        var allowed = COMMANDS.get(command);
        if (allowed == null) {
            throw new Misused("Unknown: deadletters " + command);
        }
        var ids = new ArrayList<UUID>();
        var options = new LinkedHashMap<String, String>();
        var rest = words.subList(named ? 1 : 0, words.size()).iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (!word.startsWith("--")) {
                ids.add(id(word));
                continue;
            }
            var name = word.substring(2);
            var filter = FILTERS.contains(name) && !WITHOUT_FILTERS.contains(command);
            if (!filter && !allowed.contains(name)) {
                throw new Misused("deadletters " + command + " takes no " + word);
            }
            if (!FLAGS.contains(name) && !rest.hasNext()) {
                throw new Misused(word + " wants a value");
            }
            options.put(name, FLAGS.contains(name) ? "true" : rest.next());
        }
        for (var time : List.of("since", "until")) {
            options.computeIfPresent(
                    time, (name, text) -> instant(name, text, now).toString());
        }
        return new DeskWords(command, List.copyOf(ids), options).checked();
    }

    private DeskWords checked() {
        switch (command) {
            case "list", "causes" -> require(ids.isEmpty(), "deadletters " + command + " takes no ids; try show");
            case "show", "edit" -> require(ids.size() == 1, "deadletters " + command + " takes one id");
            default -> {
                require(
                        !ids.isEmpty() || !filter().isEmpty() || has("all"),
                        "Say which: ids, filters (--topic, --type, --key, --exception, --text, --since, --until) or --all");
                require(
                        ids.isEmpty()
                                || (filter().isEmpty()
                                        && !has("all")
                                        && !has("dry-run")
                                        && !has("rate")
                                        && !has("limit")),
                        "Ids go without filters, --all, --dry-run, --rate and --limit");
            }
        }
        require(
                !command.equals("edit") || has("file"),
                "deadletters edit wants --file, with the event; - is standard input");
        require(!command.equals("discard") || has("reason"), "deadletters discard wants a --reason");
        for (var number : List.of("rate", "limit")) {
            require(!has(number) || option(number).orElse("").matches("\\d{1,6}"), "--" + number + " wants a number");
        }
        return this;
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** As the services take it. */
    Map<String, String> filter() {
        var filter = new LinkedHashMap<>(options);
        filter.keySet().retainAll(FILTERS);
        return filter;
    }

    private static void require(boolean sensible, String otherwise) {
        if (!sensible) {
            throw new Misused(otherwise);
        }
    }

    private static UUID id(String word) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException e) {
            throw new Misused(word + " is no id of a dead letter");
        }
    }

    private static Instant instant(String name, String text, Instant now) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            var many = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(many);
                        case "m" -> Duration.ofMinutes(many);
                        case "h" -> Duration.ofHours(many);
                        default -> Duration.ofDays(many);
                    });
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Misused("--" + name + " wants a time as 2030-12-31T09:00:00Z, or how long ago: 30m, 2h, 1d");
        }
    }
}
