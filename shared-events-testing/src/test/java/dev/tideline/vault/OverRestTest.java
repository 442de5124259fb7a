package dev.tideline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What REST makes of commands and queries, and the log of commands. */
class OverRestTest extends VaultTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BEYOND = Long.MAX_VALUE + "-1";

    private final String key = UUID.randomUUID().toString();
    private final String opening = "{\"account\":\"%s\",\"owner\":\"ada\",\"balance\":39.80}".formatted(account);

    @Autowired
    private RestTestClient http;

    private record Response(int status, HttpHeaders headers, JsonNode body) {

        String detail() {
            return body.path("detail").asString("");
        }

        String token() {
            return headers.getFirst("Consistency-Token");
        }
    }

    @Test
    void commandIsAnsweredWithATokenThatAQuerySeesItsChangeBy() {
        Response made = post(opening, key);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().getLocation()).hasPath("/accounts/" + account);
        assertThat(made.token()).matches("[0-9]+-[0-9]+");
        Response found = get("/accounts/" + account, made.token());
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().path("owner").asString()).isEqualTo("ada");
        assertThat(found.token()).isNull();
    }

    @Test
    void commandThatComesAgainUnderItsKeyIsAnsweredTheSame() {
        Response first = post(opening, key);
        Response second = post(opening, key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.token()).isEqualTo(first.token());
        assertThat(accounts.calls).containsEntry(account, 1);
        assertThat(post(opening, UUID.randomUUID().toString()).status()).isEqualTo(409);
        assertThat(post(opening.replace("39.80", "40"), key).detail()).contains("was sent with this id before");
    }

    @Test
    void whatDoesNotShowInTimeIsToBeAskedForAgain() {
        Response made = post(opening, key);
        get("/accounts/" + account, made.token());
        Response missing = get("/accounts/" + account, BEYOND);
        assertThat(missing.status()).isEqualTo(503);
        assertThat(missing.headers().getFirst("Retry-After")).isEqualTo("1");
        assertThat(missing.detail()).contains("'accounts'");
    }

    @Test
    void whoWantsAnOlderAnswerRatherThanNoneGetsItAndIsToldSo() {
        get("/accounts/" + account, post(opening, key).token());
        Response stale = get("/accounts/" + account, BEYOND + ";else=stale");
        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.token()).isEqualTo("stale");
    }

    @Test
    void eachReasonHasItsStatus() {
        Response invalid = post("{\"account\":\"%s\",\"balance\":-1}".formatted(account), key);
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(invalid.body()
                        .path("errors")
                        .valueStream()
                        .map(each -> each.path("field").asString()))
                .containsExactly("balance", "owner");
        Response forbidden = answer(http.delete().uri("/accounts/" + account));
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.detail()).isEqualTo("This takes a user and a tenant.");
        assertThat(get("/accounts/" + account, null).status()).isEqualTo(404);
    }

    @Test
    void headersThatAreNoneOfOursAreRefused() {
        Response token = get("/accounts/" + account, "yesterday");
        assertThat(token.status()).isEqualTo(400);
        assertThat(token.body().path("errors").path(0).path("field").asString()).isEqualTo("Consistency-Token");
        assertThat(post(opening, "x".repeat(300)).status()).isEqualTo(400);
    }

    @Test
    void commandsCanBeReadPageByPage() {
        post(opening, key);
        post(opening, UUID.randomUUID().toString());
        JsonNode first =
                get("/ops/commands?aggregate=" + account + "&limit=1", null).body();
        assertThat(first.path("commands")).hasSize(1);
        assertThat(first.path("commands").path(0).path("outcome").asString()).isEqualTo("rejected");
        JsonNode second = get(
                        "/ops/commands?aggregate=%s&limit=1&before=%s"
                                .formatted(account, first.path("next").asString()),
                        null)
                .body();
        assertThat(second.path("commands").path(0).path("id").asString()).isEqualTo(key);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void commandsAreFoundByWhatTheyAreAndHowTheyEnded() {
        post(opening, key);
        String of = "/ops/commands?aggregate=" + account;
        assertThat(found(of
                        + "&outcome=accepted&type=vault.account.open.command&sender=grace&since=2026-01-01T00:00:00Z"))
                .isOne();
        assertThat(found(of + "&correlation=" + account)).isOne();
        assertThat(found(of + "&outcome=rejected")).isZero();
        assertThat(found(of + "&type=vault.account.close.command")).isZero();
        assertThat(found(of + "&until=2026-01-01T00:00:00Z")).isZero();
        assertThat(found(of + "&tenant=acme")).isZero();
        assertThat(get("/ops/commands?outcome=perhaps", null).status()).isEqualTo(400);
        assertThat(get("/ops/commands?agregate=x", null).detail()).contains("'agregate' is no parameter here");
    }

    @Test
    void oneCommandIsShownWithWhatItSaidAndWasTold() {
        post(opening, key);
        JsonNode command = get("/ops/commands/" + key, null).body().path(0);
        assertThat(command.path("payload").path("owner").asString()).isEqualTo("ada");
        assertThat(command.path("told").path("answer").path("id").asString()).isEqualTo(account);
        assertThat(command.path("command").path("sender").asString()).isEqualTo("grace");
        assertThat(get("/ops/commands/" + UUID.randomUUID(), null).status()).isEqualTo(404);
    }

    private int found(String uri) {
        return get(uri, null).body().path("commands").size();
    }

    private Response post(String body, String idempotencyKey) {
        return answer(http.post()
                .uri("/accounts")
                .header("Idempotency-Key", idempotencyKey)
                .header("X-User-Id", "grace")
                .header("X-Correlation-Id", account)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private Response get(String uri, String token) {
        var request = http.get().uri(uri);
        return answer(token == null ? request : request.header("Consistency-Token", token));
    }

    private static Response answer(RestTestClient.RequestHeadersSpec<?> request) {
        var result = request.exchange().returnResult(String.class);
        String body = result.getResponseBody();
        return new Response(
                result.getStatus().value(),
                result.getResponseHeaders(),
                body == null ? JSON.createObjectNode() : JSON.readTree(body));
    }
}
