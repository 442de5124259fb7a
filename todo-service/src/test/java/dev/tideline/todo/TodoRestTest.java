package dev.tideline.todo;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tideline.testing.rest.TakesJson;
import dev.tideline.testing.tokens.Tokens;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.http.MediaType;

class TodoRestTest extends TakesJson {

    @Override
    protected String readablePath() {
        return "/api/todos";
    }

    @Override
    protected String postPath() {
        return "/api/todos";
    }

    @Override
    protected String validBody() {
        return "{\"title\":\"Buy milk\",\"dueAt\":\"2030-01-01T09:00:00Z\"}";
    }

    @Override
    protected Stream<Arguments> invalidBodies() {
        return Stream.of(
                arguments("{}", "title"),
                arguments("{\"title\":\"  \"}", "title"),
                arguments("{\"title\":null}", "title"),
                arguments("{\"title\":7}", "title"),
                arguments("{\"title\":[\"a\"]}", "title"),
                arguments("{\"title\":\"" + "x".repeat(501) + "\"}", "title"),
                arguments("{\"title\":\"a\",\"dueAt\":\"tomorrow\"}", "dueAt"),
                arguments("{\"title\":\"a\",\"dueAt\":true}", "dueAt"),
                arguments("{\"title\":\"a\",\"titel\":\"b\"}", "titel"),
                arguments("{\"title\":\"a\\u0000b\"}", ""),
                arguments("{\"title\":\"a\",\"dueAt\":\"+999999999-12-31T23:59:59Z\"}", "dueAt"),
                arguments("{\"title\":\"a\",\"dueAt\":1893456000}", "dueAt"));
    }

    @Test
    void idThatIsNoneIsA400Problem() {
        problem(http.get().uri("/api/todos/42"), 400);
        problem(http.get().uri("/api/todos?limit=0"), 400);
        problem(http.get().uri("/api/todos?limit=many"), 400);
    }

    @Test
    void tokenDecidesWhoseTasksTheyAreWhateverTheRequestClaims() {
        var created = http.post()
                .uri(postPath())
                .header("X-User-Id", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .body(validBody())
                .exchange();
        created.expectStatus().isCreated().expectBody().jsonPath("$.owner").isEqualTo(user);
    }

    @Test
    void serviceThatActsForItselfHasNoTasks() {
        String service = "Bearer " + Tokens.service("nightly-export", "user");
        problem(http.get().uri("/api/todos").header("Authorization", service), 400);
    }
}
