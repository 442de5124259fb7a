package dev.tideline.user;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's browser, with cookies; it follows no redirect by itself. Beside it runs the application that wants a token. */
final class Browser {

    static final String REDIRECT = "http://127.0.0.1:5173/signed-in";

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final int port;

    Browser(int port) {
        this.port = port;
    }

    /** What the application has the browser ask. */
    Map<String, String> request() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "tideline-app");
        request.put("redirect_uri", REDIRECT);
        request.put("state", "here again");
        request.put("code_challenge", challenge(verifier));
        request.put("code_challenge_method", "S256");
        return request;
    }

    HttpResponse<String> authorize(Map<String, String> request) {
        return get("/oauth2/authorize?" + Api.encode(request));
    }

    HttpResponse<String> signIn(String tenant, String email, String password) {
        return post("/login", Map.of("tenant", tenant, "email", email, "password", password, "_csrf", csrf("/login")));
    }

    HttpResponse<String> signOut() {
        return post("/logout", Map.of("_csrf", csrf("/login?done")));
    }

    private String csrf(String page) {
        Matcher csrf = CSRF.matcher(get(page).body());
        assertThat(csrf.find()).isTrue();
        return csrf.group(1);
    }

    HttpResponse<String> signIn(String email, String password) {
        return signIn("demo", email, password);
    }

    /** The whole way from the application's request to the code. */
    String code(String email, String password) {
        assertThat(authorize(request()).statusCode()).isEqualTo(302);
        return codeIn(get(location(signIn(email, password))));
    }

    static String codeIn(HttpResponse<String> redirect) {
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location(redirect));
        assertThat(code.find()).as(location(redirect)).isTrue();
        return URLDecoder.decode(code.group(1), UTF_8);
    }

    /** What the application sends for the code. */
    Map<String, String> exchange(String code) {
        return Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT,
                "client_id", "tideline-app",
                "code_verifier", verifier);
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Api.encode(form))));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port).resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
