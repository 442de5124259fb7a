package dev.tideline.testing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is let in where: every operation that the service's OpenAPI document names, asked for by everybody there is. A subclass has a rule for
 * each of them; an operation without a rule fails, and so does a rule without an operation.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
public abstract class AccessContract {

    protected static final String TENANT = UUID.randomUUID().toString();
    protected static final String OTHER_TENANT = UUID.randomUUID().toString();
    protected static final UUID USER = UUID.randomUUID();
    protected static final UUID OTHER = UUID.randomUUID();

    private static final JsonMapper JSON = new JsonMapper();

    /** Who asks. What it is about belongs to {@link #USER}, of {@link #TENANT}. */
    public enum Caller {
        NOBODY,
        EXPIRED,
        FORGED,
        OTHER_AUDIENCE,
        OTHER_TENANT,
        OTHER_USER,
        USER,
        OPERATOR;

        @Nullable
        String token() {
            String user = AccessContract.USER.toString();
            return switch (this) {
                case NOBODY -> null;
                case EXPIRED -> Tokens.expired(TENANT, user);
                case FORGED -> Tokens.forged(TENANT, user);
                case OTHER_AUDIENCE -> Tokens.forAudience("elsewhere", TENANT, user);
                case OTHER_TENANT -> Tokens.user(AccessContract.OTHER_TENANT, user);
                case OTHER_USER -> Tokens.user(TENANT, OTHER.toString());
                case USER -> Tokens.user(TENANT, user);
                case OPERATOR -> Tokens.operator(TENANT, UUID.randomUUID().toString());
            };
        }

        boolean signedIn() {
            return compareTo(OTHER_TENANT) >= 0;
        }
    }

    /** Who is let in. */
    public enum Rule {
        /** Whoever comes, without a token too. */
        ANYBODY,
        /** Whoever has signed in; it is about themselves. */
        SIGNED_IN,
        /** The user whose it is. For all others it is not there. */
        OWNER,
        /** Whoever is of its tenant. For all others it is not there. */
        TENANT,
        /** Operators of its tenant. */
        OPERATOR;

        private static final int NO_TOKEN = 401;
        private static final int NOT_YOURS = 403;
        private static final int NOT_THERE = 404;

        /** What is answered; 0 for what is answered to those who are let in. */
        int refuses(Caller caller) {
            if (this != ANYBODY && !caller.signedIn()) {
                return NO_TOKEN;
            }
            return switch (this) {
                case ANYBODY, SIGNED_IN -> 0;
                case OWNER -> caller == Caller.USER ? 0 : NOT_THERE;
                case TENANT -> caller == Caller.OTHER_TENANT ? NOT_THERE : 0;
                case OPERATOR -> caller == Caller.OPERATOR ? 0 : NOT_YOURS;
            };
        }
    }

    /**
     * A request that nothing but its caller can be wrong with.
     *
     * @param body null for none
     * @param granted what those who are let in are answered
     */
    public record Call(String path, @Nullable String body, int granted) {}

    /**
     * An operation with its rule.
     *
     * @param call made anew for every caller, as some cannot be made twice
     */
    public record Access(Rule rule, Supplier<Call> call) {}

    @Autowired
    protected RestTestClient http;

    /** By method and path, as in {@code GET /api/todos/{id}}. */
    protected abstract Map<String, Access> rules();

    /** Of the desks of dead letters and commands, which a service has that handles events or commands. */
    protected static Map<String, Access> desks() {
        String letter = "/ops/dead-letters/" + UUID.randomUUID();
        String reason = "{\"reason\":\"of no use\"}";
        String none = "{\"filter\":{\"text\":\"" + UUID.randomUUID() + "\"},\"reason\":\"of no use\"}";
        return Map.of(
                "GET /ops/dead-letters", operators("/ops/dead-letters", null, 200),
                "GET /ops/dead-letters/causes", operators("/ops/dead-letters/causes", null, 200),
                "GET /ops/dead-letters/{id}", operators(letter, null, 404),
                "PUT /ops/dead-letters/{id}/payload", operators(letter + "/payload", "{}", 400),
                "POST /ops/dead-letters/{id}/replay", operators(letter + "/replay", "{}", 404),
                "POST /ops/dead-letters/replay", operators("/ops/dead-letters/replay", none, 200),
                "POST /ops/dead-letters/{id}/discard", operators(letter + "/discard", reason, 404),
                "POST /ops/dead-letters/discard", operators("/ops/dead-letters/discard", none, 200),
                "GET /ops/commands", operators("/ops/commands", null, 200),
                "GET /ops/commands/{id}", operators("/ops/commands/none", null, 404));
    }

    private static Access operators(String path, @Nullable String body, int granted) {
        return new Access(Rule.OPERATOR, () -> new Call(path, body, granted));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationIsForThoseWhoMay() {
        Map<String, Access> rules = rules();
        Set<String> operations = operations();
        return Stream.concat(
                Stream.of(dynamicTest(
                        "every operation has a rule",
                        () -> assertThat(operations).containsExactlyInAnyOrderElementsOf(rules.keySet()))),
                rules.entrySet().stream()
                        .flatMap(rule -> Arrays.stream(Caller.values())
                                .map(caller -> dynamicTest(
                                        rule.getKey() + " by " + caller,
                                        () -> ask(rule.getKey(), rule.getValue(), caller)))));
    }

    private Set<String> operations() {
        JsonNode paths = JSON.readTree(http.get()
                        .uri("/v3/api-docs")
                        .exchange()
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBody())
                .path("paths");
        Set<String> operations = new TreeSet<>();
        paths.propertyNames()
                .forEach(path -> paths.path(path)
                        .propertyNames()
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    private void ask(String operation, Access access, Caller caller) {
        Call call = access.call().get();
        int refused = access.rule().refuses(caller);
        assertThat(status(operation, call, caller)).isEqualTo(refused == 0 ? call.granted() : refused);
    }

    private int status(String operation, Call call, Caller caller) {
        HttpMethod method = HttpMethod.valueOf(operation.substring(0, operation.indexOf(' ')));
        var request = http.method(method).uri(call.path());
        if (caller.token() != null) {
            request.header("Authorization", "Bearer " + caller.token());
        }
        if (call.body() != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(call.body());
        }
        return request.exchange().returnResult(byte[].class).getStatus().value();
    }
}
