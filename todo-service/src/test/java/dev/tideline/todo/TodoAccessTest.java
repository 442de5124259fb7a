package dev.tideline.todo;

import dev.tideline.testing.rest.AccessContract;
import dev.tideline.testing.tokens.Tokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class TodoAccessTest extends AccessContract {

    private static final String NEW = "{\"title\":\"Buy milk\"}";

    @Override
    protected Map<String, Access> rules() {
        Map<String, Access> rules = new HashMap<>(deadLetters());
        rules.putAll(commands());
        rules.put("GET /api/todos", new Access(Rule.SIGNED_IN, () -> new Call("/api/todos", null, 200)));
        rules.put("POST /api/todos", new Access(Rule.SIGNED_IN, () -> new Call("/api/todos", NEW, 201)));
        rules.put("GET /api/todos/{id}", new Access(Rule.OWNER, () -> new Call(task(), null, 200)));
        rules.put(
                "POST /api/todos/{id}/complete",
                new Access(Rule.OWNER, () -> new Call(task() + "/complete", null, 200)));
        rules.put("DELETE /api/todos/{id}", new Access(Rule.OWNER, () -> new Call(task(), null, 204)));
        return rules;
    }

    /** A new one, of the user that the others are not. */
    private String task() {
        JsonNode created = Objects.requireNonNull(http.post()
                .uri("/api/todos")
                .header("Authorization", "Bearer " + Tokens.user(TENANT, USER.toString()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(NEW)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        return "/api/todos/" + UUID.fromString(created.path("id").asString());
    }
}
