package dev.tideline.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.JwtEncoder;

class CredentialTest extends SignInTest {

    private static final String OTHER = "another horse, another battery";

    @Autowired
    private JwtEncoder encoder;

    @Test
    void ownerChangesThePassword() {
        api.account(email);
        assertThat(change(userToken(), Api.PASSWORD, OTHER).status()).isEqualTo(204);
        assertThat(Browser.location(browser().signIn(email, Api.PASSWORD))).isEqualTo("/login?failed");
        assertThat(Browser.location(browser().signIn(email, OTHER))).isEqualTo("/login?done");
    }

    @Test
    void whoDoesNotKnowThePresentPasswordCannotGuessIt() {
        api.account(email);
        String token = userToken();
        for (int i = 0; i <= FREE; i++) {
            assertThat(change(token, "wrong", OTHER).status()).isEqualTo(403);
        }
        assertThat(change(token, Api.PASSWORD, OTHER).status()).isEqualTo(403);
        assertThat(Browser.location(browser().signIn(email, Api.PASSWORD))).isEqualTo("/login?done");
    }

    @Test
    void shortPasswordIsRefusedAndNotRepeated() {
        api.account(email);
        Api.Answer answer = change(userToken(), Api.PASSWORD, "sh0rt!");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"password\"").doesNotContain("sh0rt!", Api.PASSWORD);
    }

    @Test
    void whatWasBegunWithAnEarlierPasswordEndsWithIt() {
        UUID id = api.account(email);
        Browser browser = browser();
        api.token(browser.exchange(browser.code(email, Api.PASSWORD)));
        assertThat(tokenOfSession(browser).status()).isEqualTo(200);
        assertThat(give(api.operatorToken(), id, "user").status()).isEqualTo(204);
        assertThat(tokenOfSession(browser).body()).contains("invalid_grant");
        browser.signIn(email, OTHER);
        assertThat(tokenOfSession(browser).status()).isEqualTo(200);
    }

    @Test
    void whoSignsOutIsAskedAgain() {
        api.account(email);
        Browser browser = browser();
        browser.code(email, Api.PASSWORD);
        assertThat(Browser.location(browser.authorize(browser.request()))).startsWith(Browser.REDIRECT);
        assertThat(Browser.location(browser.signOut())).endsWith("/login");
        assertThat(Browser.location(browser.authorize(browser.request()))).endsWith("/login");
    }

    private Api.Answer tokenOfSession(Browser browser) {
        return api.token(browser.exchange(Browser.codeIn(browser.authorize(browser.request()))));
    }

    @Test
    void operatorKnowsOfAnAccountWhetherItCanSignIn() {
        UUID id = api.account(email);
        Api.Answer known = api.get("/ops/accounts?tenant=demo&email=" + email, api.operatorToken());
        assertThat(known.json().path("id").asString()).isEqualTo(id.toString());
        assertThat(known.json().path("canSignIn").asBoolean()).isTrue();
        assertThat(api.get("/ops/accounts?tenant=demo&email=nobody-" + email, api.operatorToken())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void operatorOfATenantReachesNoOther() {
        UUID id = api.account(email);
        String elsewhere = operatorOf("elsewhere");
        assertThat(api.get("/ops/accounts?tenant=demo&email=" + email, elsewhere)
                        .status())
                .isEqualTo(404);
        assertThat(give(elsewhere, id, "user").status()).isEqualTo(404);
        assertThat(give(operatorOf("demo"), id, "user").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "ROLE_operator", ""})
    void roleThatIsNoneCannotBeGiven(String role) {
        assertThat(give(api.operatorToken(), api.account(email), role).status()).isEqualTo(400);
    }

    private Api.Answer change(String token, String current, String password) {
        return api.send("PUT", "/api/password", token, Map.of("current", current, "password", password));
    }

    private Api.Answer give(String token, UUID id, String role) {
        Map<String, ?> credential = Map.of("password", OTHER, "roles", List.of(role));
        return api.send("PUT", "/ops/accounts/" + id + "/credential", token, credential);
    }

    private String operatorOf(String tenant) {
        return new OwnTokens(encoder).operator(tenant, UUID.randomUUID().toString());
    }
}
