package dev.tideline.user.account;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.CommandBus;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.security.Roles;
import dev.tideline.testing.rest.AccessContract;
import dev.tideline.testing.tokens.TokenSource;
import dev.tideline.user.OwnTokens;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import tools.jackson.databind.JsonNode;

class UserAccessTest extends AccessContract {

    private static final String PEOPLE = "/api/users";
    private static final String EMAIL = "ada@example.com";
    private static final String EMAIL_OF_ADA = "{\"email\":\"" + EMAIL + "\"}";
    private static final String NAME_OF_ADA = "{\"name\":\"Ada\"}";
    private static final String CREDENTIAL = "{\"password\":\"correct horse battery\",\"roles\":[\"user\"]}";
    private static final String NEW_TOKEN = "{\"name\":\"nightly export\"}";
    private static final String NOTHING = "{}";

    @Autowired
    private JwtEncoder encoder;

    @Autowired
    private CommandBus bus;

    @Override
    protected TokenSource tokens() {
        return new OwnTokens(encoder);
    }

    @Override
    protected Map<String, Access> rules() {
        Map<String, Access> rules = new HashMap<>(deadLetters());
        rules.putAll(commands());
        rules.putAll(accounts());
        rules.putAll(credentials());
        rules.putAll(projections());
        rules.put("POST /ops/signing-keys/rotate", operators("/ops/signing-keys/rotate", null, 204));
        return rules;
    }

    private Map<String, Access> accounts() {
        return Map.of(
                "POST /api/users",
                new Access(Rule.OPERATOR, () -> new Call(PEOPLE, someone(), 201)),
                "GET /api/users",
                new Access(Rule.SIGNED_IN, () -> new Call(PEOPLE + "?q=ada", null, 200)),
                "GET /api/users/statistics",
                new Access(Rule.SIGNED_IN, () -> new Call(PEOPLE + "/statistics", null, 200)),
                "GET /api/users/{id}",
                new Access(Rule.TENANT, () -> new Call(account(), null, 200)),
                "GET /api/users/{id}?asOf",
                new Access(Rule.OWNER_OR_OPERATOR, () -> new Call(account() + "?asOf=" + Instant.now(), null, 200)),
                "GET /api/users/{id}/history",
                new Access(Rule.OWNER_OR_OPERATOR, () -> new Call(account() + "/history", null, 200)),
                "PUT /api/users/{id}/email",
                new Access(Rule.OWNER_OR_OPERATOR, () -> new Call(account() + "/email", EMAIL_OF_ADA, 200)),
                "PUT /api/users/{id}/name",
                new Access(Rule.OWNER_OR_OPERATOR, () -> new Call(account() + "/name", NAME_OF_ADA, 200)),
                "POST /api/users/{id}/deactivate",
                new Access(Rule.OWNER_OR_OPERATOR, () -> new Call(account() + "/deactivate", null, 200)),
                "POST /api/users/{id}/reactivate",
                new Access(Rule.OPERATOR, () -> new Call(account() + "/reactivate", null, 200)));
    }

    private Map<String, Access> credentials() {
        return Map.of(
                "PUT /api/password",
                new Access(Rule.SIGNED_IN, () -> new Call("/api/password", NOTHING, 400)),
                "GET /api/personal-tokens",
                new Access(Rule.SIGNED_IN, () -> new Call("/api/personal-tokens", null, 200)),
                "POST /api/personal-tokens",
                new Access(Rule.SIGNED_IN, () -> new Call("/api/personal-tokens", NEW_TOKEN, 201)),
                "DELETE /api/personal-tokens/{id}",
                new Access(Rule.OWNER, () -> new Call(personalToken(), null, 204)),
                "GET /ops/accounts",
                new Access(Rule.OPERATOR, () -> {
                    account();
                    return new Call("/ops/accounts?tenant=" + TENANT + "&email=" + EMAIL, null, 200);
                }),
                "PUT /ops/accounts/{id}/credential",
                new Access(Rule.OPERATOR, () -> {
                    account();
                    return new Call("/ops/accounts/" + USER + "/credential", CREDENTIAL, 204);
                }));
    }

    private static Map<String, Access> projections() {
        String none = "/ops/projections/none";
        return Map.of(
                "GET /ops/projections", operators("/ops/projections", null, 200),
                "POST /ops/projections/{name}/rebuild", operators(none + "/rebuild", null, 404),
                "POST /ops/projections/{name}/streams/{type}/rebuild",
                        operators(none + "/streams/account/rebuild", null, 404),
                "POST /ops/projections/{name}/builds/{number}/accept", operators(none + "/builds/1/accept", null, 404),
                "POST /ops/projections/{name}/builds/{number}/reject", operators(none + "/builds/1/reject", null, 404));
    }

    private static String someone() {
        return "{\"email\":\"" + UUID.randomUUID() + "@example.com\",\"name\":\"Grace\"}";
    }

    /** The user's own, which is there and active whatever was done to it before. */
    private String account() {
        EventContext operator =
                new EventContext(null, null, TENANT, OPERATOR.toString(), Set.of(Roles.OPERATOR), null, null);
        operator.call(() -> {
            bus.send(new CommandId("ada"), new RegisterAccount(USER, EMAIL, "Ada"), Profile.class);
            return bus.send(CommandId.fresh(), new ReactivateAccount(USER), Profile.class);
        });
        return PEOPLE + "/" + USER;
    }

    private String personalToken() {
        JsonNode made = Objects.requireNonNull(http.post()
                .uri("/api/personal-tokens")
                .header("Authorization", "Bearer " + tokens().user(TENANT, USER.toString()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(NEW_TOKEN)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        return "/api/personal-tokens/" + UUID.fromString(made.path("id").asString());
    }
}
