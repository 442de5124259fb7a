package dev.tideline.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClientCredentialsTest extends SignInTest {

    private static final Map<String, String> PLAIN = Map.of("grant_type", "client_credentials");

    @Test
    void serviceGetsTheRolesThatItAsksFor() {
        JsonNode claims = Api.claims(api.operatorToken());
        assertThat(claims.path("sub").asString()).isEqualTo("operator");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(claims.path("tenant").asString()).isEqualTo("demo");
        assertThat(api.get("/actuator/metrics", api.operatorToken()).status()).isEqualTo(200);
    }

    @Test
    void operatorWithoutTenantReadsMetricsAndRegistersNobody() {
        String token = api.token(
                        "prometheus",
                        "tideline-prometheus",
                        Map.of("grant_type", "client_credentials", "scope", "operator"))
                .json()
                .path("access_token")
                .asString();
        assertThat(Api.claims(token).has("tenant")).isFalse();
        assertThat(api.get("/actuator/prometheus", token).status()).isEqualTo(200);
        assertThat(api.send("POST", "/api/users", token, Map.of("email", email, "name", "Ada"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void serviceThatAsksForNoRoleHasNone() {
        String token = api.token("operator", "tideline-operator", PLAIN)
                .json()
                .path("access_token")
                .asString();
        assertThat(Api.claims(token).path("roles").toString()).isEqualTo("[]");
        assertThat(api.get("/actuator/metrics", token).status()).isEqualTo(403);
    }

    @Test
    void roleThatItMayNotHaveIsRefused() {
        Api.Answer answer = api.token(
                "operator", "tideline-operator", Map.of("grant_type", "client_credentials", "scope", "operator user"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_scope");
    }

    @Test
    void wrongSecretAndUnknownClientAreAnsweredAlike() {
        Api.Answer wrong = api.token("operator", "guess", PLAIN);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(api.token("nobody", "guess", PLAIN)).isEqualTo(wrong);
    }

    @Test
    void serviceActsOnNobodysBehalf() {
        assertThat(api.get("/api/personal-tokens", api.operatorToken()).status())
                .isEqualTo(400);
    }
}
