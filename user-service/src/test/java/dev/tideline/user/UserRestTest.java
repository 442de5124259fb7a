package dev.tideline.user;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tideline.testing.rest.TakesJson;
import dev.tideline.testing.tokens.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

class UserRestTest extends TakesJson {

    @Autowired
    private JwtEncoder encoder;

    /** This service believes the tokens that it signs, and no others. */
    @Override
    protected String token() {
        return encoder.encode(JwtEncoderParameters.from(JwtClaimsSet.builder()
                        .issuer(Tokens.issuer())
                        .subject(user)
                        .audience(List.of("tideline"))
                        .expiresAt(Instant.now().plusSeconds(600))
                        .claim("tenant", Tokens.TENANT)
                        .claim("roles", List.of("user", "operator"))
                        .build()))
                .getTokenValue();
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
