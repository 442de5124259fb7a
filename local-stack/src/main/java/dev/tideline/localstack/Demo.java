package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The people of the demo tenant: accounts of user-service that are made when they are first needed, and sign in as anybody does. Their
 * password is no secret, for nobody but this machine reaches the suite.
 */
record Demo(URI users) {
    static final List<String> PEOPLE = List.of("ada", "grace", "operator");
    static final String PASSWORD = "tideline demo only";

    /** What user-service has no default for; neither is a secret, for the same reason. */
    static final String OPERATOR_SECRET = "tideline-operator";

    static final String MASTER_KEY = "dGlkZWxpbmUgaXMgbm90IHNlY3JldCBvbiBhIGxhcHQ=";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,40}");
    private static final String DONE = "http://127.0.0.1:1/done";

    static int run(List<String> words, Ports ports) {
        var name = words.isEmpty() ? PEOPLE.getFirst() : words.getFirst();
        if (words.size() > 1 || !NAME.matcher(name).matches()) {
            throw new CannotStart("./tideline token takes one name, such as ada or operator");
        }
        System.out.println(of(ports).token(name));
        return 0;
    }

    static Demo of(Ports ports) {
        var users = Suite.SERVICES.stream()
                .filter(it -> it.name().equals("user-service"))
                .findFirst()
                .orElseThrow();
        return new Demo(URI.create("http://localhost:" + ports.of(users)));
    }

    void seed() {
        PEOPLE.forEach(this::ensure);
    }

    /** A token of somebody, who is made an account if there is none. */
    String token(String name) {
        ensure(name);
        var verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        var authorize = "/oauth2/authorize?"
                + form(Map.of(
                        "response_type", "code",
                        "client_id", "tideline-cli",
                        "redirect_uri", DONE,
                        "code_challenge", challenge(verifier),
                        "code_challenge_method", "S256"));
        send(browser, request(authorize).GET());
        var csrf = find("name=\"_csrf\" value=\"([^\"]+)\"", send(browser, request("/login").GET()).body());
        send(
                browser,
                request("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(Map.of(
                                "tenant", "demo", "email", email(name), "password", PASSWORD, "_csrf", csrf)))));
        var redirect = send(browser, request(authorize).GET()).headers().firstValue("Location").orElse("");
        return token(
                Map.of(
                        "grant_type", "authorization_code",
                        "code", find("[?&]code=([^&]+)", redirect),
                        "redirect_uri", DONE,
                        "client_id", "tideline-cli",
                        "code_verifier", verifier),
                "");
    }

    private void ensure(String name) {
        var operator = token(
                Map.of("grant_type", "client_credentials", "scope", "operator"),
                "Basic " + Base64.getEncoder().encodeToString(("operator:" + OPERATOR_SECRET).getBytes(UTF_8)));
        var client = HttpClient.newHttpClient();
        var lookUp = request("/ops/accounts?" + form(Map.of("tenant", "demo", "email", email(name))))
                .header("Authorization", "Bearer " + operator)
                .GET();
        var found = send(client, lookUp);
        var account = found.statusCode() == 200 ? parsed(found.body()) : register(client, operator, name);
        if (!account.path("canSignIn").asBoolean()) {
            var roles = name.equals("operator") ? List.of("user", "operator") : List.of("user");
            expect(
                    204,
                    send(
                            client,
                            json("/ops/accounts/" + account.path("id").asText() + "/credential", operator)
                                    .PUT(BodyPublishers.ofString(
                                            text(Map.of("password", PASSWORD, "roles", roles))))));
        }
    }

    private JsonNode register(HttpClient client, String operator, String name) {
        var account = Map.of(
                "email", email(name), "name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        return parsed(expect(
                201, send(client, json("/api/users", operator).POST(BodyPublishers.ofString(text(account))))));
    }

    private String token(Map<String, String> grant, String authorization) {
        var request = request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(grant)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return parsed(expect(200, send(HttpClient.newHttpClient(), request)))
                .path("access_token")
                .asText();
    }

    private HttpRequest.Builder json(String path, String operator) {
        return request(path).header("Content-Type", "application/json").header("Authorization", "Bearer " + operator);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(users.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private static String expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new CannotStart("user-service: status " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotStart("user-service does not answer: ./tideline status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted");
        }
    }

    private static String email(String name) {
        return name + "@example.com";
    }

    private static String challenge(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new CannotStart("Could not sign in; was the password of the demo changed? ./tideline logs user-service");
        }
        return found.group(1);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CannotStart("user-service answered " + body);
        }
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body.toString(), e);
        }
    }
}
