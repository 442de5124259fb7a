package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.delivery.NotRetryable;
import dev.tideline.probe.ProbeService.StrictlyStepped;
import dev.tideline.testing.servers.Servers;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = ProbeService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class DeadLetterDeskTest extends ProbeTest {

    private static final String DESK = "/ops/dead-letters";
    private static final String STRICT = "probe.strict.v1";
    private static final int ALWAYS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final String cause = "cause " + UUID.randomUUID();

    @Autowired
    private RestTestClient http;

    @Autowired
    private JdbcClient jdbc;

    private record Answer(int status, JsonNode body) {

        String detail() {
            return body.path("detail").asString();
        }
    }

    @DynamicPropertySource
    static void withWeb(DynamicPropertyRegistry registry) {
        registry.add("spring.main.web-application-type", () -> "servlet");
        registry.add("tideline.delivery.max-replays", () -> "2");
    }

    @Test
    void replayedLetterIsHandledOnceAndItsHistoryIsKept() {
        JsonNode letter = deadThing(thing, 1);
        steps.take(thing, 2, 2);
        heardInTheEnd(thing, 2);

        Answer replayed = replay(id(letter), "{\"reason\":\"stock was corrected\"}");
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.body().path("state").asString()).isEqualTo("replaying");
        heardInTheEnd(thing, 2, 1);

        JsonNode after = inTheEnd(id(letter), "replayed");
        assertThat(acts(after))
                .containsExactly("died by probe", "replay by ada: stock was corrected", "replayed by probe");
        Answer again = replay(id(letter), "{}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.detail()).contains("It is replayed");
        assertThat(ear.heard(thing)).containsExactly(2, 1);
    }

    @Test
    void ofTwoReplaysAtOnceOneIsRefused() throws Exception {
        String id = id(deadThing(thing, 1));
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService operators = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> answers = IntStream.range(0, 2)
                    .mapToObj(_ -> operators.submit(() -> {
                        together.await();
                        return replay(id, "{}").status();
                    }))
                    .toList();
            assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                    .containsExactlyInAnyOrder(202, 409);
        }
        inTheEnd(id, "replayed");
        assertThat(ear.heard(thing)).containsExactly(1);
    }

    @Test
    void manyAreReplayedAtTheirRateAndDryRunChangesNothing() {
        List<String> things = deadThings(4);
        String wanted = "{\"filter\":{\"text\":\"%s\"},\"rate\":2".formatted(cause);

        Answer dry = post("/replay", wanted + ",\"dryRun\":true}");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.body().path("matching").asInt()).isEqualTo(4);
        assertThat(dry.body().path("done")).hasSize(4);
        assertThat(list("text", cause))
                .hasSize(4)
                .allSatisfy(each -> assertThat(each.path("replays").asInt()).isZero());

        Answer replayed = post("/replay", wanted + ",\"reason\":\"mended\"}");
        assertThat(replayed.body().path("done")).hasSize(4);
        assertThat(replayed.body().path("refused")).isEmpty();
        String last = things.getLast();
        steps.take(last, 2, 2);
        heardInTheEnd(last, 2, 1); // its key is not closed while it waits for its turn
        things.subList(0, 3).forEach(each -> heardInTheEnd(each, 1));
        List<Double> waited = jdbc.sql("""
                        select extract(epoch from done.acted_at - asked.acted_at) from dead_letter d
                        join dead_letter_act asked on asked.dead_letter = d.id and asked.act = 'replay'
                        join dead_letter_act done on done.dead_letter = d.id and done.act = 'replayed'
                        where d.message = ? order by asked.position
                        """).param(cause).query(Double.class).list();
        assertThat(waited).hasSize(4);
        for (int turn = 0; turn < 4; turn++) {
            assertThat(waited.get(turn)).as("turn %d of two a second", turn).isGreaterThan(turn * 0.5 - 0.1);
        }
    }

    @Test
    void lettersOfOneCauseAreReplayedAndOthersAreNot() {
        deadThings(2);
        String other = "another " + cause.substring(6);
        ear.failOn(thing, 1, ALWAYS, new NotRetryable(other));
        steps.take(thing, 1, 1);
        dead("text", other);
        ear.failures.clear();

        JsonNode causes = get(DESK + "/causes?text={cause}", cause).body();
        assertThat(causes).hasSize(1);
        JsonNode found = causes.get(0);
        assertThat(found.path("count").asInt()).isEqualTo(2);
        assertThat(found.path("exception").asString()).endsWith("NotRetryable");

        post(
                "/replay",
                "{\"filter\":{\"type\":\"%s\",\"exception\":\"%s\",\"text\":\"%s\"}}"
                        .formatted(
                                found.path("type").asString(),
                                found.path("exception").asString(),
                                found.path("message").asString()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(list("text", cause)).isEmpty());
        assertThat(list("text", other)).hasSize(1);
        assertThat(ear.heard(thing)).isEmpty();
    }

    @Test
    void editedEventIsHandledAndTheOriginalIsKept() {
        ear.failOn(thing, 1, ALWAYS, new NotRetryable(cause));
        steps.take(thing, 1, 1);
        String id = id(dead("key", "thing:" + thing));
        JsonNode original = details(id).path("payload");
        assertThat(original.path("data").path("step").asInt()).isEqualTo(1);

        String event = original.toString();
        assertThat(edit(id, event.replace("\"step\":1", "\"step\":6")).status()).isEqualTo(200);
        assertThat(edit(id, event.replace("\"step\":1", "\"step\":7")).status()).isEqualTo(200);
        replay(id, "{}");
        heardInTheEnd(thing, 7);

        JsonNode after = inTheEnd(id, "replayed");
        assertThat(after.path("payload")).isEqualTo(original);
        assertThat(after.path("editedPayload").path("data").path("step").asInt())
                .isEqualTo(7);
        assertThat(acts(after))
                .containsExactly(
                        "died by probe", "edited by ada", "edited by ada", "replay by ada", "replayed by probe");
        assertThat(edit(id, event).status()).isEqualTo(409);
    }

    @Test
    void editThatMakesItAnotherEventOrNoneIsRefused() {
        String id = id(deadThing(thing, 1));
        String event = details(id).path("payload").toString();
        String eventId = details(id).path("payload").path("id").asString();
        assertThat(edit(id, event.replace(eventId, UUID.randomUUID().toString()))
                        .detail())
                .contains("id and source");
        assertThat(edit(id, event.replace("probe.thing.stepped", "probe.crowd.stepped"))
                        .detail())
                .contains("type has to stay probe.thing.stepped");
        assertThat(edit(id, event.replace("\"step\":1", "\"step\":{}")).detail())
                .contains("does not fit at 'step'");
        assertThat(edit(id, "{\"specversion\":").detail()).contains("no event that can be read");
        assertThat(edit(id, "{\"specversion\":\"1.0\"}").detail()).contains("'id' is missing");
        assertThat(details(id).path("editedPayload").isNull()).isTrue();
        assertThat(edit(UUID.randomUUID().toString(), event).status()).isEqualTo(404);
    }

    @Test
    void unreadableBytesAreEditedIntoAnEventThatIsHandledOnce() {
        byte[] bytes = {'{', 0, (byte) 0xff, '}'};
        Topic.named(ProbeService.TOPIC).send("thing:" + thing, bytes);
        Topic.named(ProbeService.TOPIC).send("thing:" + thing, new byte[] {1});
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(list("key", "thing:" + thing)).hasSize(2));
        List<JsonNode> letters = list("key", "thing:" + thing); // newest first
        String first = id(letters.getLast());
        String second = id(letters.getFirst());
        assertThat(details(first).path("payloadBase64").asString())
                .isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(details(first).path("payload").isNull()).isTrue();
        assertThat(replay(first, "{}").detail()).contains("edit it first");

        String event = foreign("probe.thing.stepped", 5);
        assertThat(edit(first, event).status()).isEqualTo(200);
        assertThat(edit(second, event).status()).isEqualTo(200);
        assertThat(replay(first, "{}").status()).isEqualTo(202);
        heardInTheEnd(thing, 5);
        assertThat(replay(second, "{}").detail()).contains("has been handled here already");

        // and if it comes by itself, it has been handled
        Topic.named(ProbeService.TOPIC).send("thing:" + thing, event.getBytes(UTF_8));
        steps.take(thing, 1, 1);
        heardInTheEnd(thing, 5, 1);
    }

    @Test
    void whatIsHeldArrivesInOrderAfterTheReplay() {
        String id = heldBySecondOfFour();
        JsonNode held = details(id);
        assertThat(held.path("lane").asString()).isEqualTo("held");
        assertThat(held.path("waiting").asInt()).isEqualTo(2);
        assertThat(held.path("letter").path("holds").asBoolean()).isTrue();
        replay(id, "{}");
        heardInTheEnd(thing, 1, 2, 3, 4);
        assertThat(inTheEnd(id, "replayed").path("waiting").asInt()).isZero();
    }

    @Test
    void whatIsHeldIsReleasedByDiscarding() {
        String id = heldBySecondOfFour();
        assertThat(post("/" + id + "/discard", "{}").status()).isEqualTo(400);
        assertThat(post("/" + id + "/discard", "{\"reason\":\"a test order\"}").status())
                .isEqualTo(200);
        heardInTheEnd(thing, 1, 3, 4);
        assertThat(acts(details(id))).containsExactly("died by probe", "discarded by ada: a test order");
        assertThat(replay(id, "{}").status()).isEqualTo(409);
    }

    @Test
    void manyAreDiscardedUnlessItIsADryRun() {
        deadThings(2);
        String wanted = "{\"filter\":{\"text\":\"%s\"},\"reason\":\"of no use\"".formatted(cause);
        assertThat(post("/discard", wanted + ",\"dryRun\":true}").body().path("done"))
                .hasSize(2);
        assertThat(list("text", cause)).hasSize(2);
        assertThat(post("/discard", wanted + "}").body().path("done")).hasSize(2);
        assertThat(list("text", cause)).isEmpty();
        assertThat(get(DESK + "?state=discarded&text={cause}", cause).body().path("letters"))
                .hasSize(2);
    }

    /** A replay on a key that waits for another letter waits too, and comes in the order of the topic. */
    @Test
    void replayOnAClosedLaneTakesItsPlaceAmongThoseThatWait() {
        Topic.named(STRICT).send("strict:" + thing, new byte[] {1});
        String early = id(dead("key", "strict:" + thing));
        ear.failOn(thing, 2, ALWAYS, new NotRetryable(cause));
        IntStream.rangeClosed(1, 3).forEach(step -> steps.publish(new StrictlyStepped(thing, step), step));
        String holding = id(dead("text", cause));
        ear.failures.clear();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(details(holding).path("waiting").asInt()).isEqualTo(1));

        assertThat(edit(early, foreign("probe.strict.stepped", 9)).status()).isEqualTo(200);
        assertThat(replay(early, "{}").status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(details(holding).path("waiting").asInt()).isEqualTo(2));
        assertThat(edit(early, foreign("probe.strict.stepped", 8)).status()).isEqualTo(409);
        assertThat(ear.heard(thing)).containsExactly(1);

        replay(holding, "{}");
        heardInTheEnd(thing, 1, 2, 9, 3);
        inTheEnd(early, "replayed");
    }

    @Test
    void replayThatFailsDiesAgainUntilItTakesForce() {
        ear.failOn(thing, 1, ALWAYS);
        steps.take(thing, 1, 1);
        String id = id(dead("key", "thing:" + thing));
        for (int replays = 1; replays <= 2; replays++) {
            assertThat(replay(id, "{}").status()).isEqualTo(202);
            JsonNode letter = diedAgain(id, replays).path("letter");
            assertThat(letter.path("attempts").asInt()).isEqualTo(4 * (replays + 1));
        }
        Answer refused = replay(id, "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).contains("replayed 2 times").contains("use force");
        Answer many = post("/replay", "{\"filter\":{\"key\":\"thing:%s\"}}".formatted(thing));
        assertThat(many.body().path("done")).isEmpty();
        assertThat(many.body().path("refused").get(0).path("why").asString()).contains("use force");

        ear.failures.clear();
        assertThat(replay(id, "{\"force\":true}").status()).isEqualTo(202);
        heardInTheEnd(thing, 1);
        inTheEnd(id, "replayed");
    }

    @Test
    void noOtherGroupSeesAReplay() {
        Map<String, Object> settings = new HashMap<>(ProbeService.SETTINGS);
        settings.put("spring.application.name", "probe-too");
        settings.put("tideline.relay.enabled", "false");
        settings.put("spring.datasource.url", Servers.shared().jdbcUrl());
        settings.put("spring.kafka.bootstrap-servers", Servers.shared().bootstrapServers());
        try (var _ = new SpringApplicationBuilder(ProbeService.class)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new))) {
            String id = id(deadThing(thing, 1));
            heardInTheEnd(thing, 1); // by the other
            replay(id, "{}");
            inTheEnd(id, "replayed");
            steps.take(thing, 2, 2);
            heardInTheEnd(thing, 1, 1, 2, 2);
        }
        assertThat(Topic.named(ProbeService.TOPIC).key("thing:" + thing, 2)).hasSize(2);
    }

    @Test
    void listIsFilteredAndPaged() {
        List<String> things = deadThings(5);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(DESK + "?limit=2&text={cause}" + cursor, cause).body();
            page.path("letters").forEach(each -> seen.add(each.path("key").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        things.stream().map(each -> "thing:" + each).toList());

        assertThat(list("exception", "NotRetryable")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(list("exception", "Retryable")).isEmpty();
        assertThat(list("topic", "probe.crowd.v1")).isEmpty();
        assertThat(get(DESK + "?text={cause}&since=2030-01-01T00:00:00Z", cause)
                        .body()
                        .path("letters"))
                .isEmpty();
        assertThat(get(DESK + "?text={cause}&until=2030-01-01T00:00:00Z", cause)
                        .body()
                        .path("letters"))
                .hasSize(5);
    }

    @Test
    void badQuestionsAreA400ProblemThatNamesWhatIsWrong() {
        Map.of(
                        "?topik=x", "topik",
                        "?state=gone", "state",
                        "?limit=201", "limit",
                        "?since=yesterday", "since",
                        "?cursor=x", "cursor")
                .forEach((query, named) -> {
                    Answer answer = get(DESK + query);
                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.body().toString()).contains(named).doesNotContain("java.", "Exception");
                });
        assertThat(get(DESK + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(post("/" + UUID.randomUUID() + "/replay", "{}").status()).isEqualTo(404);
        assertThat(post("/replay", "{\"dryRun\":true}").body().toString()).contains("filter");
        assertThat(post("/replay", "{\"filter\":{\"topik\":\"x\"}}").body().toString())
                .contains("filter.topik");
        assertThat(http.post()
                        .uri(DESK + "/replay")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{\"filter\":{}}")
                        .exchange()
                        .returnResult(String.class)
                        .getStatus()
                        .value())
                .isEqualTo(400); // whoever acts says who it is
    }

    private String heldBySecondOfFour() {
        ear.failOn(thing, 2, ALWAYS, new NotRetryable(cause));
        IntStream.rangeClosed(1, 4).forEach(step -> steps.publish(new StrictlyStepped(thing, step), step));
        String id = id(dead("text", cause));
        ear.failures.clear();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(details(id).path("waiting").asInt()).isEqualTo(2));
        assertThat(ear.heard(thing)).containsExactly(1);
        return id;
    }

    /** Each with one letter, that would be handled the next time. */
    private List<String> deadThings(int count) {
        List<String> things =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
        things.forEach(each -> deadThing(each, 1));
        return things;
    }

    private JsonNode deadThing(String which, int step) {
        ear.failOn(which, step, ALWAYS, new NotRetryable(cause));
        steps.take(which, step, step);
        JsonNode letter = dead("key", "thing:" + which);
        ear.failures.clear();
        return letter;
    }

    private JsonNode dead(String filter, String value) {
        return await().atMost(PATIENCE)
                .until(() -> list(filter, value), found -> found.size() == 1)
                .getFirst();
    }

    private JsonNode diedAgain(String id, int replays) {
        return await().atMost(PATIENCE)
                .until(
                        () -> details(id),
                        found -> found.path("letter").path("state").asString().equals("dead")
                                && found.path("letter").path("replays").asInt() == replays);
    }

    private JsonNode inTheEnd(String id, String state) {
        return await().atMost(PATIENCE)
                .until(
                        () -> details(id),
                        found -> found.path("letter").path("state").asString().equals(state));
    }

    private void heardInTheEnd(String which, Integer... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ear.heard(which)).containsExactly(expected));
    }

    private String foreign(String type, int step) {
        return """
                {"specversion":"1.0","id":"%s","source":"/elsewhere","type":"%s","subject":"%s","data":{"thing":"%3$s","step":%d}}""".formatted(UUID.nameUUIDFromBytes((thing + step).getBytes(UTF_8)), type, thing, step);
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }

    private static List<String> acts(JsonNode details) {
        return details.path("acts")
                .valueStream()
                .map(act ->
                        act.path("act").asString() + " by " + act.path("actor").asString()
                                + (act.path("reason").isNull()
                                                || act.path("act").asString().equals("died")
                                        ? ""
                                        : ": " + act.path("reason").asString()))
                .toList();
    }

    private List<JsonNode> list(String filter, String value) {
        return get(DESK + "?limit=200&" + filter + "={value}", value)
                .body()
                .path("letters")
                .valueStream()
                .toList();
    }

    private JsonNode details(String id) {
        return get(DESK + "/" + id).body();
    }

    private Answer replay(String id, String body) {
        return post("/" + id + "/replay", body);
    }

    private Answer edit(String id, String event) {
        return answer(http.put()
                .uri(DESK + "/" + id + "/payload")
                .header("X-User-Id", "ada")
                .contentType(MediaType.APPLICATION_JSON)
                .body(event));
    }

    private Answer post(String path, String body) {
        return answer(http.post()
                .uri(DESK + path)
                .header("X-User-Id", "ada")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private Answer get(String uri, Object... variables) {
        return answer(http.get().uri(uri, variables));
    }

    private static Answer answer(RestTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().returnResult(String.class);
        return new Answer(result.getStatus().value(), JSON.readTree(result.getResponseBody()));
    }
}
