package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against services that give the answers which the desk was seen to give. */
class DeadLettersTest {
    private static final String ID = "019aa6a2-21f0-7a51-8f0a-2b6a33c1d001";
    private static final String LETTER = """
            {"id":"%s","state":"%s","topic":"todos.task.v1","partition":1,"offset":41,"key":"task:7","type":"todos.task.created",
             "eventId":null,"exception":"dev.tideline.events.UnreadableEvent","message":"No CloudEvent","holds":false,"edited":false,
             "attempts":1,"replays":0,"firstFailedAt":"2026-11-21T10:00:00.123456Z","failedAt":"2026-11-21T10:00:00.123456Z"}""";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();

    private HttpServer notifications;
    private HttpServer todos;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        notifications = server(answers);
        todos = server(Map.of());
    }

    @AfterEach
    void stop() {
        notifications.stop(0);
        todos.stop(0);
    }

    @Test
    void listAsksEveryServiceAndPassesOverThoseWithoutDesk() throws IOException {
        answers.put("GET /ops/dead-letters", "200 {\"letters\":[" + letter("dead") + "],\"next\":null}");
        assertThat(run("list", "--type", "todos.task.created", "--key", "task:7"))
                .isZero();
        assertThat(said()).contains("notification-service  " + ID + " 2026-11-21T10:00:00Z");
        assertThat(said()).contains("UnreadableEvent: No CloudEvent");
        assertThat(asked).contains("GET /ops/dead-letters?type=todos.task.created&key=task%3A7 by Bearer ada ");
        assertThat(complained()).isEmpty();
    }

    @Test
    void serviceThatDoesNotAnswerIsNamed() throws IOException {
        answers.put("GET /ops/dead-letters", "200 {\"letters\":[],\"next\":null}");
        todos.stop(0);
        assertThat(run()).isEqualTo(1);
        assertThat(complained()).contains("todo-service does not answer");
        assertThat(said()).contains("None found, but not all could be asked.");
    }

    @Test
    void letterIsFoundAtItsServiceAndReplayedInTheNameOfTheUser() throws IOException {
        answers.put("POST /ops/dead-letters/" + ID + "/replay", "202 " + letter("replaying"));
        assertThat(run("replay", ID, "--reason", "stock corrected", "--force")).isZero();
        assertThat(said()).contains(ID + " of notification-service is replaying");
        assertThat(asked)
                .contains("POST /ops/dead-letters/" + ID
                        + "/replay by Bearer ada {\"reason\":\"stock corrected\",\"force\":true}");
    }

    @Test
    void refusalIsToldAndAnswers1() throws IOException {
        answers.put(
                "POST /ops/dead-letters/" + ID + "/replay",
                "409 {\"status\":409,\"detail\":\"It is replaying; only what is dead can be replayed.\"}");
        assertThat(run("replay", ID)).isEqualTo(1);
        assertThat(complained()).contains(ID + ": It is replaying; only what is dead can be replayed.");
    }

    @Test
    void letterThatNobodyHasIsToldAndAnswers1() throws IOException {
        assertThat(run("show", ID)).isEqualTo(1);
        assertThat(complained()).contains("There is no dead letter " + ID + ".");
    }

    @Test
    void allOfACauseAreReplayed() throws IOException {
        answers.put(
                "POST /ops/dead-letters/replay",
                "200 {\"dryRun\":true,\"matching\":3,\"done\":[\"" + ID + "\"],\"seconds\":0,"
                        + "\"refused\":[{\"id\":\"x\",\"why\":\"It cannot be read: edit it first.\"}]}");
        assertThat(run("replay", "--exception", "UnreadableEvent", "--dry-run", "--rate", "5"))
                .isEqualTo(1);
        assertThat(said())
                .contains("notification-service: 1 of 3 would be replayed", ID, "refused: x: It cannot be read");
        assertThat(asked)
                .contains(
                        "POST /ops/dead-letters/replay by Bearer ada {\"filter\":{\"exception\":\"UnreadableEvent\"},\"rate\":5,\"dryRun\":true}");
    }

    @Test
    void editedEventIsSentAsItIsInTheFile() throws IOException {
        answers.put("PUT /ops/dead-letters/" + ID + "/payload", "200 {}");
        var file = Files.writeString(folder.resolve("event.json"), "{\"title\" : \"Milk\"}");
        assertThat(run("edit", ID, "--file", file.toString(), "--reason", "typo"))
                .isZero();
        assertThat(asked)
                .contains("PUT /ops/dead-letters/" + ID + "/payload?reason=typo by Bearer ada {\"title\" : \"Milk\"}");
    }

    @Test
    void senselessWordsAnswer2AndAskNobody() throws IOException {
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("list", "--service", "mail-service")).isEqualTo(2);
        assertThat(complained()).contains("Say which").contains("There is no mail-service");
        assertThat(asked).isEmpty();
    }

    private int run(String... words) throws IOException {
        return new DeadLetters(
                        List.of(desk("todo-service", todos), desk("notification-service", notifications)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(words), Instant.parse("2026-11-21T12:00:00Z"));
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private String complained() {
        return err.toString(UTF_8);
    }

    private static String letter(String state) {
        return LETTER.formatted(ID, state).replace("\n", "");
    }

    private static ServiceDesk desk(String service, HttpServer server) {
        return new ServiceDesk(
                service, URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "ada");
    }

    /** Answers by method and path with status and body; 404 to everything else. */
    private HttpServer server(Map<String, String> answers) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(request + " by " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            var answer = answers.getOrDefault(request.replaceFirst("\\?.*", ""), "404 {\"status\":404}")
                    .split(" ", 2);
            var bytes = answer[1].getBytes(UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
