package dev.tideline.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.testing.rest.RestManners;
import dev.tideline.testing.servers.ForeignEvent;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.tokens.Tokens;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

class DeadLetterRestTest extends RestManners {

    private static final String DESK = "/ops/dead-letters";
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private final UUID task = UUID.randomUUID();
    private final Topic tasks = Topic.named("todos.task.v1").create(2);

    @Override
    protected String readablePath() {
        return DESK;
    }

    @Override
    protected String token() {
        return operatorToken();
    }

    @Test
    void deskIsForOperatorsOnly() {
        String user = "Bearer " + Tokens.user(UUID.randomUUID());
        problem(http.get().uri(DESK).header("Authorization", user), 403);
        problem(http.get().uri(DESK + "/causes").header("Authorization", user), 403);
        problem(
                http.post()
                        .uri(DESK + "/discard")
                        .header("Authorization", user)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"filter\":{},\"reason\":\"x\"}"),
                403);
    }

    @Test
    void deskIsDescribed() {
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody(String.class)
                .value(docs -> assertThat(docs)
                        .contains(
                                "\"/ops/dead-letters\"", "/ops/dead-letters/{id}/payload", "/ops/dead-letters/causes"));
    }

    @Test
    void strangersEventWhoseDataDoesNotFitIsEditedAndReplayed() {
        ForeignEvent event = ForeignEvent.of(
                "todos.task.created",
                task,
                "{\"taskId\":\"%s\",\"owner\":\"%s\",\"title\":\"Milk\"}".formatted(task, user));
        String good = new String(event.json(), UTF_8);
        tasks.send(event.key(), good.replace(user, "nobody").getBytes(UTF_8));

        Map<String, Object> letter = letterOf(event.key());
        assertThat(letter).containsEntry("type", "todos.task.created").containsEntry("eventId", null);
        String path = DESK + "/" + letter.get("id");
        problem(edit(path, good.replace(user, "nobody")), 400);
        problem(post(path + "/replay", "{}"), 409);
        edit(path, good).exchange().expectStatus().isOk();
        post(path + "/replay", "{}").exchange().expectStatus().isAccepted();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> http.get()
                        .uri("/api/notifications")
                        .exchange()
                        .expectBody(String.class)
                        .value(told -> assertThat(told).contains("New task: Milk")));
        assertThat(read(path).get("acts").toString()).contains("act=edited, actor=" + user);
    }

    @Test
    void bytesThatAreNoTextCanBeReadAndDiscarded() {
        byte[] garbage = {(byte) 0xff, 0, 'x'};
        tasks.send("task:" + task, garbage);

        String path = DESK + "/" + letterOf("task:" + task).get("id");
        assertThat(read(path))
                .containsEntry("payload", null)
                .containsEntry("payloadBase64", Base64.getEncoder().encodeToString(garbage));
        post(path + "/discard", "{\"reason\":\"not ours\"}")
                .exchange()
                .expectStatus()
                .isOk();
        problem(post(path + "/discard", "{\"reason\":\"again\"}"), 409);
    }

    @Test
    void recordWithoutValueIsALetterToo() {
        tasks.send("task:" + task, null);
        assertThat(read(DESK + "/" + letterOf("task:" + task).get("id"))).containsEntry("payloadBase64", null);
    }

    @Test
    void whatCannotBeAskedIsA400Problem() {
        problem(http.get().uri(DESK + "?topik=x"), 400);
        problem(http.get().uri(DESK + "?limit=0"), 400);
        problem(http.get().uri(DESK + "?state=lost"), 400);
        problem(http.get().uri(DESK + "?since=yesterday"), 400);
        problem(http.get().uri(DESK + "?key={key}", "\0"), 400);
        problem(http.get().uri(DESK + "/causes?limit=3"), 400);
        problem(http.get().uri(DESK + "/not-an-id"), 400);
        problem(http.get().uri(DESK + "/" + UUID.randomUUID()), 404);
        problem(post(DESK + "/replay", "{}"), 400);
        problem(post(DESK + "/replay", "{\"filter\":{},\"rate\":0}"), 400);
        problem(post(DESK + "/discard", "{\"filter\":{},\"reason\":\" \"}"), 400);
        problem(
                http.post()
                        .uri(DESK + "/replay")
                        .contentType(MediaType.TEXT_PLAIN)
                        .body("x"),
                415);
    }

    private Map<String, Object> letterOf(String key) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> letters(key), found -> found.size() == 1)
                .getFirst();
    }

    @SuppressWarnings("unchecked") // the page is described so
    private List<Map<String, Object>> letters(String key) {
        return (List<Map<String, Object>>) read(DESK + "?key=" + key).get("letters");
    }

    private Map<String, Object> read(String path) {
        return http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(OBJECT)
                .returnResult()
                .getResponseBody();
    }

    private RestTestClient.RequestHeadersSpec<?> edit(String path, String event) {
        return http.put()
                .uri(path + "/payload")
                .contentType(MediaType.APPLICATION_JSON)
                .body(event);
    }

    private RestTestClient.RequestHeadersSpec<?> post(String path, String body) {
        return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
