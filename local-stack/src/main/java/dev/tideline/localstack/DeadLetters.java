package dev.tideline.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.localstack.DeskWords.Misused;
import dev.tideline.localstack.ServiceDesk.Answer;
import dev.tideline.localstack.ServiceDesk.Silent;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code ./tideline deadletters …}: asks every service that handles events. Answers 0 when all was done, 1 when something was refused, was
 * not there or did not answer, 2 when the command made no sense.
 */
record DeadLetters(List<ServiceDesk> desks, PrintStream out, PrintStream err) {
    private static final String USAGE = """
            Usage: ./tideline deadletters [command] [options]

              list                     those that wait for a decision, the last first
              causes                   what they died of, the most frequent first
              show <id>                all that is known of one; --payload prints its event alone
              edit <id> --file <file>  have it replayed as this event; - is standard input
              replay <id>...           have them handled again, or all that match filters; --all for all there are
              discard <id>...          give them up, with a --reason; likewise

            Filters:    --topic, --type, --key, --exception, --text <part of the message>, --since and --until <time or 30m, 2h, 1d ago>
            For all:    --service <name>; all but edit: --json
            list:       --state dead|replaying|replayed|discarded, --limit <up to 200>
            replay:     --dry-run, --rate <a second>, --limit <at most>, --force, --reason <text>
            discard:    --dry-run, --limit <at most>, --reason <text>
            """;

    static int run(Home home, List<String> words) throws IOException {
        if (words.contains("--help") || words.equals(List.of("help"))) {
            System.out.print(USAGE);
            return 0;
        }
        var snapshot = Snapshot.read(home);
        if (new SupervisorLock(home).holder().isEmpty() || snapshot.isEmpty()) {
            throw new CannotStart("Tideline is not running: ./tideline up");
        }
        var token = Demo.of(Ports.from(System.getenv())).token("operator");
        var services = Suite.SERVICES.stream().map(Part::name).toList();
        var desks = snapshot.get().rows().stream()
                .filter(row -> services.contains(row.name()))
                .map(row -> new ServiceDesk(row.name(), URI.create("http://127.0.0.1:" + row.port()), token))
                .toList();
        return new DeadLetters(desks, System.out, System.err).run(words, Instant.now());
    }

    int run(List<String> typed, Instant now) throws IOException {
        try {
            var words = DeskWords.parse(typed, now);
            var asked = of(words.option("service").orElse(""));
            return switch (words.command()) {
                case "list" -> asked.list(words);
                case "causes" -> asked.causes(words);
                case "show" -> asked.show(words);
                case "edit" -> asked.edit(words);
                default -> words.ids().isEmpty() ? asked.decideAll(words) : asked.decideEach(words);
            };
        } catch (Misused e) {
            err.println(e.getMessage());
            err.println("./tideline deadletters --help");
            return 2;
        }
    }

    private DeadLetters of(String service) {
        var names = desks.stream().map(ServiceDesk::service).toList();
        if (!service.isEmpty() && !names.contains(service)) {
            throw new Misused("There is no " + service + "; there are: " + String.join(", ", names));
        }
        var wanted = desks.stream()
                .filter(it -> service.isEmpty() || it.service().equals(service))
                .toList();
        return new DeadLetters(wanted, out, err);
    }

    private PrintLetters print() {
        return new PrintLetters(out);
    }

    private int list(DeskWords words) {
        var query = query(words);
        words.option("limit").ifPresent(it -> query.put("limit", it));
        var all = ServiceDesk.JSON.createArrayNode();
        var more = new boolean[1];
        var code = each(
                (desk, answer) -> {
                    more[0] |= !answer.body().path("next").isNull();
                    add(all, desk, answer.body().path("letters"));
                },
                desk -> desk.get("", query));
        if (words.has("json")) {
            out.println(all.toPrettyString());
            return code;
        }
        if (all.isEmpty()) {
            out.println(code == 0 ? "No dead letters." : "None found, but not all could be asked.");
            return code;
        }
        print().list(all);
        if (more[0]) {
            out.println("There are more: use filters, or --limit (up to 200).");
        }
        return code;
    }

    private int causes(DeskWords words) {
        var all = ServiceDesk.JSON.createArrayNode();
        var code = each((desk, answer) -> add(all, desk, answer.body()), desk -> desk.get("/causes", query(words)));
        if (words.has("json")) {
            out.println(all.toPrettyString());
            return code;
        }
        if (all.isEmpty()) {
            out.println(code == 0 ? "No dead letters." : "None found, but not all could be asked.");
            return code;
        }
        print().causes(all);
        return code;
    }

    private int show(DeskWords words) {
        var id = words.ids().getFirst();
        return one(id, desk -> desk.get("/" + id, Map.of()), (desk, found) -> {
            if (words.has("payload")) {
                var event = found.path("editedPayload").isNull() ? found.path("payload") : found.path("editedPayload");
                if (event.isNull()) {
                    err.println("It is no JSON; show it without --payload for its bytes.");
                    return 1;
                }
                out.println(event.toPrettyString());
            } else if (words.has("json")) {
                out.println(found.toPrettyString());
            } else {
                print().letter(desk.service(), found);
            }
            return 0;
        });
    }

    private int edit(DeskWords words) throws IOException {
        var id = words.ids().getFirst();
        var file = words.option("file").orElseThrow();
        var query = new LinkedHashMap<String, String>();
        words.option("reason").ifPresent(it -> query.put("reason", it));
        if (!file.equals("-") && !Files.isReadable(Path.of(file))) {
            throw new Misused(file + " cannot be read");
        }
        var event = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        return one(id, desk -> desk.put("/" + id + "/payload", query, event), (_, _) -> {
            out.println("Edited. Have it handled: ./tideline deadletters replay " + id);
            return 0;
        });
    }

    private int decideEach(DeskWords words) {
        var body = new LinkedHashMap<String, Object>();
        words.option("reason").ifPresent(it -> body.put("reason", it));
        if (words.has("force")) {
            body.put("force", true);
        }
        var code = 0;
        for (var id : words.ids()) {
            var one = one(id, desk -> desk.post("/" + id + "/" + words.command(), body), (desk, letter) -> {
                out.println(
                        words.has("json")
                                ? letter.toPrettyString()
                                : id + " of " + desk.service() + " is "
                                        + letter.path("state").asText());
                return 0;
            });
            code = Math.max(code, one);
        }
        return code;
    }

    private int decideAll(DeskWords words) {
        var body = new LinkedHashMap<String, Object>();
        body.put("filter", words.filter());
        words.option("reason").ifPresent(it -> body.put("reason", it));
        words.option("rate").ifPresent(it -> body.put("rate", Integer.valueOf(it)));
        words.option("limit").ifPresent(it -> body.put("limit", Integer.valueOf(it)));
        words.option("force").ifPresent(_ -> body.put("force", true));
        words.option("dry-run").ifPresent(_ -> body.put("dryRun", true));
        var all = ServiceDesk.JSON.createArrayNode();
        var code = each(
                (desk, answer) -> all.addObject().put("service", desk.service()).setAll((ObjectNode) answer.body()),
                desk -> desk.post("/" + words.command(), body));
        var refused = all.valueStream().anyMatch(it -> !it.path("refused").isEmpty());
        if (words.has("json")) {
            out.println(all.toPrettyString());
        } else {
            all.forEach(it -> print().decided(words.command(), it));
        }
        return refused ? 1 : code;
    }

    private Map<String, String> query(DeskWords words) {
        var query = new LinkedHashMap<>(words.filter());
        words.option("state").ifPresent(it -> query.put("state", it));
        return query;
    }

    private interface Ask {
        Answer of(ServiceDesk desk) throws Silent;
    }

    private interface Take {
        void answer(ServiceDesk desk, Answer answer);
    }

    private interface Found {
        int in(ServiceDesk desk, JsonNode answer);
    }

    /** Asks them all; those without a desk have nothing to say. */
    private int each(Take take, Ask ask) {
        var code = 0;
        for (var desk : desks) {
            try {
                var answer = ask.of(desk);
                if (answer.isGood()) {
                    take.answer(desk, answer);
                } else if (!answer.isNothing()) {
                    err.println(desk.service() + ": " + answer.complaint());
                    code = 1;
                }
            } catch (Silent e) {
                err.println(e.getMessage() + ": ./tideline status");
                code = 1;
            }
        }
        return code;
    }

    /** Asks one after the other, until one knows the letter. */
    private int one(UUID id, Ask ask, Found found) {
        var silent = false;
        for (var desk : desks) {
            try {
                var answer = ask.of(desk);
                if (answer.isGood()) {
                    return found.in(desk, answer.body());
                }
                if (!answer.isNothing()) {
                    err.println(id + ": " + answer.complaint());
                    return 1;
                }
            } catch (Silent e) {
                silent = true;
                err.println(e.getMessage() + ": ./tideline status");
            }
        }
        err.println(
                silent ? "Nobody who answered has a dead letter " + id + "." : "There is no dead letter " + id + ".");
        return 1;
    }

    private static void add(ArrayNode all, ServiceDesk desk, JsonNode found) {
        found.forEach(it -> all.addObject().put("service", desk.service()).setAll((ObjectNode) it));
    }
}
