package dev.tideline.events.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = GuardedService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=guarded",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "tideline.security.issuer=" + Issuer.NAME
        })
class ResourceServerTest {

    private static final Issuer ISSUER = Issuer.create();
    private static final Issuer STRANGER = Issuer.create();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) throws IOException {
        String served = ISSUER.serve();
        registry.add("tideline.security.jwk-set-uri", () -> served);
    }

    @Test
    void whoShowsNoTokenIsToldSoInAProblem() throws Exception {
        HttpResponse<String> answer = get("/api/me", null);
        problem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("Bearer"));
        assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
    }

    @ParameterizedTest
    @MethodSource("worthless")
    void whoShowsAWorthlessTokenIsRefused(String token) throws Exception {
        HttpResponse<String> answer = get("/api/me", token);
        problem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).contains("invalid_token"));
    }

    static Stream<String> worthless() {
        String good = ISSUER.sign(Issuer.claims("user"));
        return Stream.of(
                STRANGER.sign(Issuer.claims("user")),
                ISSUER.sign(Issuer.claims("user").expiresAt(Instant.now().minusSeconds(120))),
                ISSUER.sign(Issuer.claims("user").claims(all -> all.remove("exp"))),
                ISSUER.sign(Issuer.claims("user").notBefore(Instant.now().plusSeconds(120))),
                ISSUER.sign(Issuer.claims("user").issuer("https://elsewhere.test")),
                ISSUER.sign(Issuer.claims("user").audience(List.of("others"))),
                ISSUER.sign(Issuer.claims("user").claims(all -> all.remove("aud"))),
                good.substring(0, good.lastIndexOf('.') + 1),
                "eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1),
                "nonsense");
    }

    @Test
    void userTenantAndRolesAreTheTokensWhateverTheRequestClaims() throws Exception {
        String token = ISSUER.sign(Issuer.claims("user"));
        assertThat(get("/api/me", token, "X-User-Id", "grace").body()).isEqualTo("ada");
        assertThat(get("/api/context", token, "X-User-Id", "grace", "X-Tenant-Id", "other")
                        .body())
                .isEqualTo("acme/ada[user]");
    }

    @Test
    void clientThatActsForItselfHasNoTenantAndNoAccount() throws Exception {
        String token =
                ISSUER.sign(Issuer.claims().subject("nightly-job").claims(all -> all.remove(TokenClaims.TENANT)));
        assertThat(get("/api/context", token).body()).isEqualTo("null/nightly-job[]");
        problem(get("/api/account", token), 400);
        UUID account = UUID.randomUUID();
        assertThat(get("/api/account", ISSUER.sign(Issuer.claims("user").subject(account.toString())))
                        .body())
                .isEqualTo(account.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ops/lever",
                "/ops/nothing-here",
                "/actuator",
                "/actuator/info",
                "/actuator/metrics",
                "/actuator/nothing-here"
            })
    void whatIsForOperatorsIsForNobodyElse(String path) throws Exception {
        HttpResponse<String> answer = get(path, ISSUER.sign(Issuer.claims("user")));
        problem(answer, 403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).contains("insufficient_scope"));
        problem(get(path, null), 401);
        assertThat(get(path, ISSUER.sign(Issuer.claims("operator"))).statusCode())
                .isIn(200, 404);
    }

    @Test
    void pathThatIsNotPlainIsRefusedBeforeAnybodyIsAsked() throws Exception {
        problem(get("/api/../ops/lever", null), 400);
        problem(get("/actuator/health;/../../ops/lever", null), 400);
    }

    @Test
    void operatorIsLetIn() throws Exception {
        assertThat(get("/ops/lever", ISSUER.sign(Issuer.claims("user", "operator")))
                        .body())
                .isEqualTo("pulled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void probesAndDescriptionAreForEverybody(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(200);
    }

    @Test
    void descriptionSaysThatTokensAreAskedFor() throws Exception {
        assertThat(get("/v3/api-docs", null).body()).contains("\"scheme\":\"bearer\"", "\"security\":[{\"token\":[]}]");
    }

    /** The refusal says where; a client finds its way from there. */
    @Test
    void whoShowsNoTokenIsToldWhereToGetOne() throws Exception {
        assertThat(get("/api/me", null).headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(it -> assertThat(it).contains("/.well-known/oauth-protected-resource"));
        assertThat(get("/.well-known/oauth-protected-resource", null).body())
                .contains("\"authorization_servers\":[\"" + Issuer.NAME + "\"]");
    }

    @Test
    void nothingIsKeptOfACaller() throws Exception {
        HttpResponse<String> answer = get("/api/me", ISSUER.sign(Issuer.claims("user")));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static void problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"status\":" + status)
                .doesNotContain("Exception", "org.springframework", "Jwt");
    }

    private HttpResponse<String> get(String path, @Nullable String token, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
