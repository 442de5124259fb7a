package dev.tideline.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.user.OwnTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class AccountRestTest {

    private static final String FAR = Long.MAX_VALUE + "-0";

    @Autowired
    private RestTestClient http;

    @Autowired
    private JwtEncoder encoder;

    private final String word = "n" + UUID.randomUUID().toString().replace("-", "");
    private final String address = word + "@example.com";

    @BeforeEach
    void showToken() {
        String token = new OwnTokens(encoder)
                .operator(UUID.randomUUID().toString(), UUID.randomUUID().toString());
        http = http.mutate().defaultHeader("Authorization", "Bearer " + token).build();
    }

    @Test
    void whoAsksWithTheTokenSeesWhatWasChanged() {
        Profile ada = register("Ada");
        String token = token(put("/api/users/" + ada.id() + "/name", "{\"name\":\"Ada " + word + "\"}"));
        get("/api/users/" + ada.id(), token)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Ada " + word)
                .jsonPath("$.version")
                .isEqualTo(2);
        get("/api/users?q=" + word.substring(0, 12), token)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.accounts[0].id")
                .isEqualTo(ada.id().toString());
        get("/api/users/statistics", token)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .value(Integer.class, total -> assertThat(total).isPositive());
    }

    @Test
    void whatIsNotThereYetIsA503UnlessAnOlderAnswerWillDo() {
        Profile ada = register("Ada");
        get("/api/users/" + ada.id(), FAR)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        get("/api/users/" + ada.id(), FAR + ";else=stale")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Consistency-Token", "stale");
        get("/api/users/" + ada.id(), "yesterday").expectStatus().isBadRequest();
    }

    @Test
    void requestThatIsSentAgainRegistersNobodyElse() {
        String key = UUID.randomUUID().toString();
        Profile first = registered(register("Ada", key));
        assertThat(registered(register("Ada", key))).isEqualTo(first);
        register("Grace", key).expectStatus().isEqualTo(409);
        assertThat(Topic.named("users.account.v1").key("account:" + first.id(), 1))
                .hasSize(1);
    }

    @Test
    void accountIsToldAsItWasAndHowItCameToBe() {
        Profile ada = register("Ada");
        put("/api/users/" + ada.id() + "/email", "{\"email\":\"x" + address + "\"}")
                .expectStatus()
                .isOk();
        post("/api/users/" + ada.id() + "/deactivate").expectStatus().isOk();
        post("/api/users/" + ada.id() + "/reactivate").expectStatus().isOk();
        get("/api/users/" + ada.id() + "?asOf=" + ada.registeredAt().plusMillis(1), null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.email")
                .isEqualTo(address);
        get("/api/users/" + ada.id() + "?asOf=2020-01-01T00:00:00Z", null)
                .expectStatus()
                .isNotFound();
        get("/api/users/" + ada.id() + "/history", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[*].type")
                .value(types -> assertThat(types.toString())
                        .contains("registered", "email-changed", "deactivated", "reactivated"))
                .jsonPath("$[1].event.email")
                .isEqualTo("x" + address);
        assertThat(Topic.named("users.account.v1").key("account:" + ada.id(), 4))
                .extracting(
                        each -> new String(each.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .containsExactly(
                        "users.account.registered",
                        "users.account.email-changed",
                        "users.account.deactivated",
                        "users.account.reactivated");
    }

    @Test
    void whatCannotBeIsAProblem() {
        String nobody = "/api/users/" + UUID.randomUUID();
        get(nobody, null).expectStatus().isNotFound();
        get(nobody + "/history", null).expectStatus().isNotFound();
        put(nobody + "/name", "{\"name\":\"Ada\"}").expectStatus().isNotFound();
        Profile ada = register("Ada");
        put("/api/users/" + ada.id() + "/name", "{\"name\":\" \"}")
                .expectStatus()
                .isBadRequest();
        post("/api/users/" + ada.id() + "/deactivate").expectStatus().isOk();
        put("/api/users/" + ada.id() + "/name", "{\"name\":\"Eve\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        get("/api/users?q=", null).expectStatus().isBadRequest();
        get("/api/users?q=a&limit=0", null).expectStatus().isBadRequest();
    }

    @Test
    void headersAreDescribedAsText() {
        String type = "$.paths['/api/users'].%s.parameters[?(@.name == '%s')].schema.type";
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody()
                .jsonPath(type.formatted("post", "Idempotency-Key"))
                .isEqualTo("string")
                .jsonPath(type.formatted("get", "Consistency-Token"))
                .isEqualTo("string");
    }

    @Test
    void operatorOfAnotherTenantHasNothingToDoWithAnAccount() {
        String account = "/api/users/" + register("Ada").id();
        showToken();
        for (String path : List.of(account, account + "/history", account + "?asOf=2030-01-01T00:00:00Z")) {
            get(path, null).expectStatus().isNotFound();
        }
        put(account + "/name", "{\"name\":\"Eve\"}").expectStatus().isNotFound();
        post(account + "/deactivate").expectStatus().isNotFound();
        post(account + "/reactivate").expectStatus().isNotFound();
    }

    private Profile register(String name) {
        return registered(register(name, UUID.randomUUID().toString()));
    }

    private static Profile registered(ResponseSpec response) {
        response.expectStatus().isCreated();
        return Objects.requireNonNull(
                response.expectBody(Profile.class).returnResult().getResponseBody());
    }

    private ResponseSpec register(String name, String key) {
        return http.post()
                .uri("/api/users")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"email\":\"" + address + "\",\"name\":\"" + name + "\"}")
                .exchange();
    }

    private ResponseSpec put(String path, String body) {
        return http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec post(String path) {
        return http.post().uri(path).exchange();
    }

    private ResponseSpec get(String path, @org.jspecify.annotations.Nullable String token) {
        var request = http.get().uri(path);
        return (token == null ? request : request.header("Consistency-Token", token)).exchange();
    }

    private static String token(ResponseSpec response) {
        response.expectStatus().isOk();
        return Objects.requireNonNull(
                response.returnResult(Void.class).getResponseHeaders().getFirst("Consistency-Token"));
    }
}
