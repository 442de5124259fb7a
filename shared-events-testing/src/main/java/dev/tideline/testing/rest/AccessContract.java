package dev.tideline.testing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.TokenSource;
import dev.tideline.testing.tokens.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.springframework.boot.test.web.server.LocalServerPort;
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
    protected static final UUID OPERATOR = UUID.randomUUID();

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
        String token(TokenSource tokens) {
            String user = AccessContract.USER.toString();
            return switch (this) {
                case NOBODY -> null;
                case EXPIRED -> tokens.expired(TENANT, user);
                case FORGED -> tokens.forged(TENANT, user);
                case OTHER_AUDIENCE -> tokens.forAudience("elsewhere", TENANT, user);
                case OTHER_TENANT -> tokens.user(AccessContract.OTHER_TENANT, user);
                case OTHER_USER -> tokens.user(TENANT, OTHER.toString());
                case USER -> tokens.user(TENANT, user);
                case OPERATOR -> tokens.operator(TENANT, AccessContract.OPERATOR.toString());
            };
        }

        boolean signedIn() {
            return compareTo(OTHER_TENANT) >= 0;
        }
    }

    /** Who is let in. */
    public enum Rule {
        /** Whoever comes, with a token that is right or without. */
        ANYBODY,
        /** Whoever has signed in; it is about themselves. */
        SIGNED_IN,
        /** The user whose it is. For all others it is not there. */
        OWNER,
        /** Whoever is of its tenant. For all others it is not there. */
        TENANT,
        /** The user whose it is, and operators of its tenant. In other tenants it is not there. */
        OWNER_OR_OPERATOR,
        /** Operators. */
        OPERATOR;

        private static final int NO_TOKEN = 401;
        private static final int NOT_YOURS = 403;
        private static final int NOT_THERE = 404;

        /** What is answered; 0 for what is answered to those who are let in. */
        int refuses(Caller caller) {
            if (!caller.signedIn()) {
                return this == ANYBODY && caller == Caller.NOBODY ? 0 : NO_TOKEN;
            }
            return switch (this) {
                case ANYBODY, SIGNED_IN -> 0;
                case OWNER -> caller == Caller.USER ? 0 : NOT_THERE;
                case TENANT -> caller == Caller.OTHER_TENANT ? NOT_THERE : 0;
                case OWNER_OR_OPERATOR ->
                    switch (caller) {
                        case USER, OPERATOR -> 0;
                        case OTHER_TENANT -> NOT_THERE;
                        default -> NOT_YOURS;
                    };
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

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    protected RestTestClient http;

    @LocalServerPort
    private int port;

    /**
     * By method and path, as in {@code GET /api/todos/{id}}. Where one operation is several things by its parameters, {@code ?} and
     * whatever tells them apart is behind it.
     */
    protected abstract Map<String, Access> rules();

    protected TokenSource tokens() {
        return Tokens.source();
    }

    /** Of a service that handles messages. */
    protected static Map<String, Access> deadLetters() {
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
                "POST /ops/dead-letters/discard", operators("/ops/dead-letters/discard", none, 200));
    }

    /** Of a service that carries out commands. */
    protected static Map<String, Access> commands() {
        return Map.of(
                "GET /ops/commands", operators("/ops/commands", null, 200),
                "GET /ops/commands/{id}", operators("/ops/commands/none", null, 404));
    }

    protected static Access operators(String path, @Nullable String body, int granted) {
        return new Access(Rule.OPERATOR, () -> new Call(path, body, granted));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationIsForThoseWhoMay() {
        Map<String, Access> rules = rules();
        return Stream.concat(
                Stream.of(dynamicTest(
                        "every operation has a rule",
                        () -> assertThat(rules.keySet().stream().map(AccessContract::operation))
                                .hasSameElementsAs(operations()))),
                askedByAll(rules));
    }

    @TestFactory
    Stream<DynamicTest> actuatorIsForOperatorsAndHealthForEverybody() {
        Map<String, Access> rules = new TreeMap<>();
        for (JsonNode link : read("/actuator", Caller.OPERATOR).path("_links")) {
            if (!link.path("templated").asBoolean()) {
                String path = URI.create(link.path("href").asString()).getPath();
                rules.put("GET " + path, operators(path, null, 200));
            }
        }
        rules.remove("GET /actuator/health");
        String liveness = "/actuator/health/liveness";
        rules.put("GET " + liveness, new Access(Rule.ANYBODY, () -> new Call(liveness, null, 200)));
        return Stream.concat(
                Stream.of(dynamicTest(
                        "there is something to be asked for",
                        () -> assertThat(rules).containsKeys("GET /actuator", "GET /actuator/prometheus"))),
                askedByAll(rules));
    }

    private Stream<DynamicTest> askedByAll(Map<String, Access> rules) {
        return rules.entrySet().stream()
                .flatMap(rule -> Arrays.stream(Caller.values())
                        .map(caller -> dynamicTest(
                                rule.getKey() + " by " + caller, () -> ask(rule.getKey(), rule.getValue(), caller))));
    }

    private Set<String> operations() {
        JsonNode paths = read("/v3/api-docs", Caller.NOBODY).path("paths");
        Set<String> operations = new TreeSet<>();
        paths.propertyNames()
                .forEach(path -> paths.path(path)
                        .propertyNames()
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    private static String operation(String rule) {
        return rule.split("[?]", 2)[0];
    }

    private JsonNode read(String path, Caller caller) {
        HttpResponse<byte[]> answer = answer("GET", new Call(path, null, 200), caller);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void ask(String rule, Access access, Caller caller) {
        Call call = access.call().get();
        int refused = access.rule().refuses(caller);
        String method = rule.substring(0, rule.indexOf(' '));
        assertThat(answer(method, call, caller).statusCode())
                .as(rule + " by " + caller)
                .isEqualTo(refused == 0 ? call.granted() : refused);
    }

    /** By a client that bears with an answer that comes before it has sent everything. */
    private HttpResponse<byte[]> answer(String method, Call call, Caller caller) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.path()))
                .method(method, call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()));
        String token = caller.token(tokens());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (call.body() != null) {
            request.header("Content-Type", MediaType.APPLICATION_JSON_VALUE);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
