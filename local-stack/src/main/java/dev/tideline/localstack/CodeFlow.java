package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Signs somebody in by the page of user-service, as an application with a browser does, and gets the token. */
record CodeFlow(UserService browser) {
    private static final String CLIENT = "tideline-cli";
    private static final String DONE = "http://127.0.0.1:1/done";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    static CodeFlow at(URI users) {
        return new CodeFlow(new UserService(users));
    }

    String token(String email, String password) {
        var verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        var form = Map.of(
                "tenant",
                "demo",
                "email",
                email,
                "password",
                password,
                "_csrf",
                find(CSRF, browser.get("/login", Map.of(), "").body()));
        browser.submit("/login", form, "").expect(303);
        var authorize = Map.of(
                "response_type",
                "code",
                "client_id",
                CLIENT,
                "redirect_uri",
                DONE,
                "code_challenge",
                challenge(verifier),
                "code_challenge_method",
                "S256");
        var code = find(CODE, browser.get("/oauth2/authorize", authorize, "").location());
        var exchange = Map.of(
                "grant_type", "authorization_code",
                "code", URLDecoder.decode(code, UTF_8),
                "redirect_uri", DONE,
                "client_id", CLIENT,
                "code_verifier", verifier);
        return browser.submit("/oauth2/token", exchange, "")
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private static String find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new CannotStart(
                    "user-service lets nobody in by the password of the demo: ./tideline logs user-service");
        }
        return found.group(1);
    }

    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
