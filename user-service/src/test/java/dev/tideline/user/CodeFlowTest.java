package dev.tideline.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.testing.tokens.Tokens;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CodeFlowTest extends SignInTest {

    @Test
    void whoSignsInGetsATokenThatSaysWhoItIs() {
        UUID account = api.account(email);
        Browser browser = browser();

        HttpResponse<String> asked = browser.authorize(browser.request());
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(Browser.location(asked)).endsWith("/login");

        HttpResponse<String> signedIn = browser.signIn(email, Api.PASSWORD);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(Browser.location(signedIn)).contains("/oauth2/authorize");

        HttpResponse<String> sentBack = browser.get(Browser.location(signedIn));
        assertThat(Browser.location(sentBack))
                .startsWith(Browser.REDIRECT + "?")
                .contains("state=here%20again");

        Api.Answer answer = api.token(browser.exchange(Browser.codeIn(sentBack)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.json().has("refresh_token")).isFalse();
        JsonNode claims = Api.claims(answer.json().path("access_token").asString());
        assertThat(claims.path("iss").asString()).isEqualTo(Tokens.issuer());
        assertThat(claims.path("sub").asString()).isEqualTo(account.toString());
        assertThat(claims.path("aud").toString()).contains("\"tideline\"");
        assertThat(claims.path("tenant").asString()).isEqualTo("demo");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"user\"]");
        assertThat(claims.path("client_id").asString()).isEqualTo("tideline-app");
    }

    @Test
    void tokenIsBelievedHereAndOpensNothingOfOperators() {
        api.account(email);
        String token = userToken();
        assertThat(api.get("/api/personal-tokens", token).status()).isEqualTo(200);
        assertThat(api.get("/api/personal-tokens", null).status()).isEqualTo(401);
        assertThat(api.get("/actuator/metrics", token).status()).isEqualTo(403);
        assertThat(api.send("POST", "/ops/signing-keys/rotate", token, null).status())
                .isEqualTo(403);
        assertThat(api.get("/api/personal-tokens", Tokens.user(UUID.randomUUID()))
                        .status())
                .as("signed by somebody else")
                .isEqualTo(401);
    }

    @Test
    void signedInBrowserIsAskedNoSecondTime() {
        api.account(email);
        Browser browser = browser();
        browser.code(email, Api.PASSWORD);
        assertThat(Browser.location(browser.authorize(browser.request()))).startsWith(Browser.REDIRECT);
    }

    @Test
    void codeIsWorthlessWithoutTheProofOfWhoAsked() {
        api.account(email);
        Browser browser = browser();
        Map<String, String> exchange = new HashMap<>(browser.exchange(browser.code(email, Api.PASSWORD)));
        exchange.put("code_verifier", browser().verifier);
        assertThat(api.token(exchange).body()).contains("invalid_grant");
        exchange.remove("code_verifier");
        assertThat(api.token(exchange).status()).isEqualTo(401);
    }

    @Test
    void codeIsGoodForOneToken() {
        api.account(email);
        Browser browser = browser();
        Map<String, String> exchange = browser.exchange(browser.code(email, Api.PASSWORD));
        assertThat(api.token(exchange).status()).isEqualTo(200);
        assertThat(api.token(exchange).status()).isEqualTo(400);
    }

    @Test
    void applicationHasToProveThatItIsTheOneThatAsked() {
        api.account(email);
        Browser browser = browser();
        browser.code(email, Api.PASSWORD);
        Map<String, String> request = browser.request();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        assertThat(Browser.location(browser.authorize(request)))
                .startsWith(Browser.REDIRECT)
                .contains("error=invalid_request")
                .doesNotContain("code=");
    }

    @Test
    void codeIsSentNowhereElse() {
        api.account(email);
        Browser browser = browser();
        browser.code(email, Api.PASSWORD);
        Map<String, String> request = browser.request();
        request.put("redirect_uri", "https://evil.example/signed-in");
        assertThat(browser.authorize(request).statusCode()).isEqualTo(400);
    }

    @Test
    void pageTakesNoFormThatItDidNotSend() {
        HttpResponse<String> answer =
                browser().post("/login", Map.of("tenant", "demo", "email", email, "password", Api.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(Browser.location(answer)).endsWith("/login");
    }

    @Test
    void pageShowsNothingThatItWasGiven() {
        HttpResponse<String> page = browser().get("/login?failed&tenant=acme");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("value=\"acme\"", "role=\"alert\"").doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(browser().get("/login?tenant=%22%3E%3Cscript%3E").statusCode())
                .isEqualTo(400);
    }

    @Test
    void signingInChangesTheSession() {
        api.account(email);
        Browser browser = browser();
        String before = cookie(browser.get("/login"));
        String after = cookie(browser.signIn(email, Api.PASSWORD));
        assertThat(after).startsWith("tideline=").isNotEqualTo(before);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }
}
