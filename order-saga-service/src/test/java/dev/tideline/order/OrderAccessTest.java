package dev.tideline.order;

import dev.tideline.testing.rest.AccessContract;
import dev.tideline.testing.tokens.Tokens;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class OrderAccessTest extends AccessContract {

    private static final String NEW =
            "{\"currency\":\"EUR\",\"items\":[{\"sku\":\"lamp\",\"quantity\":2,\"unitPrice\":19.90}]}";

    @Override
    protected Map<String, Access> rules() {
        return Map.of(
                "POST /api/orders",
                new Access(Rule.SIGNED_IN, () -> new Call("/api/orders", NEW, 201)),
                "GET /api/orders/{id}",
                new Access(Rule.OWNER, () -> new Call(order(), null, 200)));
    }

    private String order() {
        JsonNode placed = Objects.requireNonNull(http.post()
                .uri("/api/orders")
                .header("Authorization", "Bearer " + Tokens.user(TENANT, USER.toString()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(NEW)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        return "/api/orders/" + placed.path("id").asString();
    }
}
