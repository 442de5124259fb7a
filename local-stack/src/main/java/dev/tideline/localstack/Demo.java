package dev.tideline.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The people of the demo tenant: accounts of user-service that are made when they are first needed, and sign in as anybody does. Nothing
 * here is a secret, for nobody but this machine reaches the suite.
 */
record Demo(URI users) {
    /** What user-service has no default for. */
    static final String MASTER_KEY = "dGlkZWxpbmUgaXMgbm90IHNlY3JldCBvbiBhIGxhcHQ=";

    static final String TENANT = "demo";
    static final String OPERATOR_SECRET = "tideline-operator";

    private static final List<String> PEOPLE = List.of("ada", "grace", "operator");
    private static final String PASSWORD = "tideline demo only";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,40}");

    static Demo of(Ports ports) {
        return new Demo(URI.create("http://localhost:" + ports.of(Suite.USERS)));
    }

    /** {@code ./tideline token [name]} */
    static int run(List<String> words, Ports ports) {
        var name = words.isEmpty() ? PEOPLE.getFirst() : words.getFirst();
        if (words.size() > 1 || !NAME.matcher(name).matches()) {
            throw new CannotStart("./tideline token takes one name: ada, grace, operator, or anybody's");
        }
        System.out.println(of(ports).token(name));
        return 0;
    }

    void seed() {
        PEOPLE.forEach(this::ensure);
    }

    /** A token of somebody, for whom an account is made if there is none. */
    String token(String name) {
        ensure(name);
        return CodeFlow.at(users).token(email(name), PASSWORD);
    }

    private void ensure(String name) {
        var service = new UserService(users);
        var operator = "Bearer " + operatorToken(service);
        var found = service.get("/ops/accounts", Map.of("tenant", TENANT, "email", email(name)), operator);
        var account = found.status() == 404
                ? register(service, name, operator)
                : found.expect(200).json();
        if (!account.path("canSignIn").asBoolean()) {
            var roles = name.equals("operator") ? List.of("user", "operator") : List.of("user");
            var path = "/ops/accounts/" + account.path("id").asText() + "/credential";
            service.send("PUT", path, Map.of("password", PASSWORD, "roles", roles), operator)
                    .expect(204);
        }
    }

    private static JsonNode register(UserService service, String name, String operator) {
        var called = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return service.send("POST", "/api/users", Map.of("email", email(name), "name", called), operator)
                .expect(201)
                .json();
    }

    private static String operatorToken(UserService service) {
        var basic = Base64.getEncoder().encodeToString(("operator:" + OPERATOR_SECRET).getBytes(UTF_8));
        return service.submit(
                        "/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", "operator"),
                        "Basic " + basic)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private static String email(String name) {
        return name + "@example.com";
    }
}
