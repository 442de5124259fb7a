package dev.tideline.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RotationTest extends SignInTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void newKeySignsAndWhatTheOldOneSignedStaysValidForAWhile() {
        String old = api.operatorToken();
        assertThat(api.operatorToken())
                .satisfies(again -> assertThat(keyOf(again)).isEqualTo(keyOf(old)));

        rotate(old);
        String young = api.operatorToken();
        assertThat(keyOf(young)).isNotEqualTo(keyOf(old));
        assertThat(published()).contains(keyOf(old), keyOf(young));
        assertThat(api.get("/actuator/metrics", old).status()).isEqualTo(200);
        assertThat(api.get("/actuator/metrics", young).status()).isEqualTo(200);

        jdbc.sql("update signing_key set created_at = created_at - interval '3 hours'")
                .update();
        rotate(young);
        assertThat(published()).contains(keyOf(young)).doesNotContain(keyOf(old));
        assertThat(api.get("/actuator/metrics", old).status()).isEqualTo(401);
        assertThat(api.get("/actuator/metrics", young).status()).isEqualTo(200);
    }

    @Test
    void publishedKeysHaveNoPrivateHalfAndStoredOnesCannotBeRead() {
        String key = keyOf(api.operatorToken());
        assertThat(published()).contains("\"n\":").doesNotContain("\"d\":", "\"p\":", "\"q\":");
        assertThat(jdbc.sql("select encode(sealed, 'escape') from signing_key where id = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .doesNotContain("kty", "RSA", "\"d\"");
    }

    private void rotate(String token) {
        assertThat(api.send("POST", "/ops/signing-keys/rotate", token, null).status())
                .isEqualTo(204);
    }

    private String published() {
        return api.get("/oauth2/jwks", null).body();
    }

    private static String keyOf(String token) {
        return Api.header(token).path("kid").asString();
    }
}
