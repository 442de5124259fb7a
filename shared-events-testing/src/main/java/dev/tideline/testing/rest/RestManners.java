package dev.tideline.testing.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Manners of every service. A subclass names one path that can be read. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
public abstract class RestManners {
    protected final String user = UUID.randomUUID().toString();

    @Autowired
    protected RestTestClient http;

    @LocalServerPort
    private int port;

    /** A path that answers a GET with 200 for whoever shows the {@link #token}. */
    protected abstract String readablePath();

    /** What requests show unless they say otherwise. */
    protected String token() {
        return Tokens.user(Tokens.TENANT, user);
    }

    /** Likewise, where operators only are let in. */
    protected String operatorToken() {
        return Tokens.operator(Tokens.TENANT, user);
    }

    @BeforeEach
    void showToken() {
        http = http.mutate().defaultHeader("Authorization", "Bearer " + token()).build();
    }

    @Test
    void whoShowsNoTokenIsA401Problem() {
        RestTestClient nobody = http.mutate()
                .defaultHeaders(headers -> headers.remove("Authorization"))
                .build();
        for (String path :
                List.of(readablePath(), "/", "/api/nothing-here", "/ops/nothing-here", "/actuator/prometheus")) {
            problem(nobody.get().uri(path), 401).expectHeader().exists("WWW-Authenticate");
            problem(nobody.get().uri(path).header("X-User-Id", user), 401);
        }
    }

    @Test
    void whoShowsAWorthlessTokenIsA401Problem() {
        for (String token : List.of(
                Tokens.expired(Tokens.TENANT, user),
                Tokens.forged(Tokens.TENANT, user),
                Tokens.unsigned(Tokens.TENANT, user),
                Tokens.ofIssuer("https://elsewhere.test", Tokens.TENANT, user),
                Tokens.forAudience("somebody-else", Tokens.TENANT, user),
                "nonsense")) {
            problem(http.get().uri(readablePath()).header("Authorization", "Bearer " + token), 401);
        }
    }

    @Test
    void unknownPathIsA404Problem() {
        problem(http.get().uri("/api/nothing-here"), 404);
        problem(http.get().uri("/"), 404);
    }

    @Test
    void unknownMethodIsA405ProblemThatNamesTheOnesThereAre() {
        problem(http.method(HttpMethod.PATCH).uri(readablePath()), 405)
                .expectHeader()
                .exists("Allow");
    }

    @Test
    void answerInAFormatWeDoNotSpeakIsA406Problem() {
        problem(http.get().uri(readablePath()).accept(MediaType.APPLICATION_XML), 406);
    }

    @Test
    void malformedPathIsA400Problem() throws IOException {
        refused("/%zz");
        refused(readablePath() + (readablePath().contains("?") ? "&" : "?") + "limit=%zz&type=%zz");
    }

    private void refused(String path) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"status\":400")
                    .doesNotContain("<html");
        }
    }

    @Test
    void correlationIdIsTakenOverOrMade() {
        http.get()
                .uri(readablePath())
                .header("X-Correlation-Id", "my-request-7")
                .exchange()
                .expectHeader()
                .valueEquals("X-Correlation-Id", "my-request-7");
        http.get()
                .uri(readablePath())
                .header("X-Correlation-Id", "<script>")
                .exchange()
                .expectHeader()
                .valueMatches("X-Correlation-Id", "[0-9a-f-]{36}");
    }

    @Test
    void interfaceIsDescribedAndCanBeBrowsed() {
        http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(docs -> assertThat(docs).contains("\"openapi\":\"3").contains("/api/"));
        http.get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
    }

    @Test
    void livenessReadinessAndMetricsAreServed() {
        http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
        http.get()
                .uri("/actuator/prometheus")
                .header("Authorization", "Bearer " + operatorToken())
                .exchange()
                .expectStatus()
                .isOk();
        await().untilAsserted(() -> http.get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk());
    }

    /** Expects a problem of the status that tells nothing of the server's insides. */
    protected static RestTestClient.ResponseSpec problem(RestTestClient.RequestHeadersSpec<?> request, int status) {
        RestTestClient.ResponseSpec response = request.exchange();
        response.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.expectBody(String.class)
                .value(body -> assertThat(body)
                        .contains("\"status\":" + status)
                        .doesNotContain("Exception", "dev.tideline", "java.", "org.springframework", "at line"));
        return response;
    }
}
