package dev.tideline.user;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tideline.testing.rest.TakesJson;
import dev.tideline.testing.tokens.Tokens;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtEncoder;

class UserRestTest extends TakesJson {

    @Autowired
    private JwtEncoder encoder;

    @Override
    protected String token() {
        return new OwnTokens(encoder).operator(Tokens.TENANT, user);
    }

    @Override
    protected String operatorToken() {
        return token();
    }

    @Override
    protected String readablePath() {
        return "/actuator/info";
    }

    @Override
    protected String postPath() {
        return "/api/users";
    }

    @Override
    protected String validBody() {
        return body(UUID.randomUUID() + "@example.com");
    }

    @Override
    protected Stream<Arguments> invalidBodies() {
        return Stream.of(
                arguments("{\"name\":\"Ada\"}", "email"),
                arguments("{\"name\":\"Ada\",\"email\":\"nowhere\"}", "email"),
                arguments("{\"email\":\"ada@example.com\"}", "name"),
                arguments("{\"email\":\"ada@example.com\",\"name\":false}", "name"));
    }

    @Test
    void addressTakenInAnyCaseIsA409Problem() {
        String address = "ada-" + UUID.randomUUID() + "@example.com";
        http.post()
                .uri("/api/users")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body(address))
                .exchange()
                .expectStatus()
                .isCreated();
        problem(
                http.post()
                        .uri("/api/users")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body(address.replace("ada", "ADA"))),
                409);
    }

    private static String body(String address) {
        return "{\"email\":\"" + address + "\",\"name\":\"Ada\"}";
    }
}
