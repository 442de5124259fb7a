package dev.tideline.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.EventContext;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class PersonalTokenTest extends SignInTest {

    private static final String GRANT = "urn:tideline:personal-token";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void personalTokenIsExchangedForOneThatOpensTheSuite() {
        UUID account = api.account(email);
        String secret = make("nightly export").path("secret").asString();
        assertThat(secret).startsWith("tdl_").hasSizeGreaterThan(40);

        Api.Answer answer = exchange(secret);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String token = answer.json().path("access_token").asString();
        JsonNode claims = Api.claims(token);
        assertThat(claims.path("sub").asString()).isEqualTo(account.toString());
        assertThat(claims.path("tenant").asString()).isEqualTo("demo");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(claims.path("client_id").asString()).isEqualTo("personal-token");
        assertThat(api.get("/api/users/" + account, token).status()).isEqualTo(200);
    }

    @Test
    void secretIsShownOnceAndKeptNowhere() {
        UUID account = api.account(email);
        String secret = make("nightly export").path("secret").asString();
        exchange(secret);

        JsonNode listed = api.get("/api/personal-tokens", userToken()).json();
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0).path("name").asString()).isEqualTo("nightly export");
        assertThat(listed.get(0).path("lastUsedAt").isNull()).isFalse();
        assertThat(listed.toString()).doesNotContain(secret, "digest");
        assertThat(EventContext.acrossTenants(
                        () -> jdbc.sql("select t::text from personal_token t where account_id = ?")
                                .param(account)
                                .query(String.class)
                                .single()))
                .doesNotContain(secret);
    }

    @Test
    void revokedOneIsWorthless() {
        api.account(email);
        JsonNode made = make("laptop");
        String secret = made.path("secret").asString();
        String path = "/api/personal-tokens/" + made.path("id").asString();
        assertThat(api.send("DELETE", path, userToken(), null).status()).isEqualTo(204);
        assertThat(exchange(secret).status()).isEqualTo(400);
        assertThat(exchange(secret).body()).contains("invalid_grant");
        assertThat(api.send("DELETE", path, userToken(), null).status()).isEqualTo(404);
    }

    @Test
    void expiredOneIsWorthless() {
        UUID account = api.account(email);
        String secret = make("laptop").path("secret").asString();
        EventContext.acrossTenants(() -> jdbc.sql("update personal_token set expires_at = now() where account_id = ?")
                .param(account)
                .update());
        assertThat(exchange(secret).body()).contains("invalid_grant");
    }

    @Test
    void nobodySeesOrRevokesAnothers() {
        api.account(email);
        String path = "/api/personal-tokens/" + make("laptop").path("id").asString();
        api.account("other-" + email);
        Browser other = browser();
        String token = api.token(other.exchange(other.code("other-" + email, Api.PASSWORD)))
                .json()
                .path("access_token")
                .asString();
        assertThat(api.get("/api/personal-tokens", token).body()).isEqualTo("[]");
        assertThat(api.send("DELETE", path, token, null).status()).isEqualTo(404);
    }

    @Test
    void scriptCannotMakeFurtherTokens() {
        api.account(email);
        String secret = make("laptop").path("secret").asString();
        String token = exchange(secret).json().path("access_token").asString();
        assertThat(api.send("POST", "/api/personal-tokens", token, Map.of("name", "another"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void scriptOfAnOperatorCannotGiveCredentials() {
        UUID account = api.account(email);
        Map<String, ?> operators = Map.of("password", Api.PASSWORD, "roles", List.of("user", "operator"));
        String path = "/ops/accounts/" + account + "/credential";
        assertThat(api.send("PUT", path, api.operatorToken(), operators).status())
                .isEqualTo(204);
        String secret = make("laptop").path("secret").asString();
        String token = exchange(secret).json().path("access_token").asString();
        assertThat(api.send("PUT", path, token, operators).status()).isEqualTo(403);
        assertThat(exchange(secret).status()).isEqualTo(200);
        assertThat(api.send("PUT", path, api.operatorToken(), operators).status())
                .isEqualTo(204);
        assertThat(exchange(secret).status())
                .as("a new credential ends what the old one made")
                .isEqualTo(400);
    }

    @Test
    void guessIsWorthlessAndASecretInTheAddressIsRefused() {
        api.account(email);
        String secret = make("laptop").path("secret").asString();
        assertThat(exchange("tdl_guess").body()).contains("invalid_grant");
        assertThat(exchange("").body()).contains("invalid_grant");
        assertThat(api.token(Map.of("grant_type", GRANT)).body()).contains("invalid_request");
        Api.Answer answer = api.send("POST", "/oauth2/token?grant_type=" + GRANT + "&token=" + secret, null, null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    private JsonNode make(String name) {
        Api.Answer made = api.send("POST", "/api/personal-tokens", userToken(), Map.of("name", name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }

    private Api.Answer exchange(String secret) {
        return api.token(Map.of("grant_type", GRANT, "token", secret));
    }
}
