package dev.tideline.events.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Nobody listens where the issuer's keys should be. */
@SpringBootTest(
        classes = GuardedService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=guarded",
            "spring.config.import=classpath:tideline-defaults.yaml",
            "tideline.security.issuer=" + Issuer.NAME,
            "tideline.security.jwk-set-uri=http://127.0.0.1:1/jwks"
        })
class KeysAwayTest {

    @LocalServerPort
    private int port;

    @Test
    void tokenThatCannotBeCheckedIsAskedForAgainSoon() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/me"))
                .header("Authorization", "Bearer " + Issuer.create().sign(Issuer.claims("user")))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
