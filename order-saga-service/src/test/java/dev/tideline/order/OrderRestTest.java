package dev.tideline.order;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tideline.testing.rest.TakesJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class OrderRestTest extends TakesJson {

    @Override
    protected String token() {
        return operatorToken();
    }

    @Override
    protected String readablePath() {
        return "/actuator/info";
    }

    @Override
    protected String postPath() {
        return "/api/orders";
    }

    @Override
    protected String validBody() {
        return order("{\"sku\":\"lamp\",\"quantity\":2,\"unitPrice\":19.90}");
    }

    @Override
    protected Stream<Arguments> invalidBodies() {
        return Stream.of(
                arguments("{\"currency\":\"EUR\"}", "items"),
                arguments("{\"currency\":\"EUR\",\"items\":[]}", "items"),
                arguments("{\"currency\":\"euro\",\"items\":[]}", "currency"),
                arguments(order("null"), "items[0]"),
                arguments(order("{\"sku\":\"lamp\",\"unitPrice\":1}"), "items[0].quantity"),
                arguments(order("{\"sku\":\"lamp\",\"quantity\":0,\"unitPrice\":1}"), "items[0].quantity"),
                arguments(order("{\"sku\":\"lamp\",\"quantity\":\"two\",\"unitPrice\":1}"), "items[0].quantity"),
                arguments(order("{\"sku\":\"lamp\",\"quantity\":1.5,\"unitPrice\":1}"), "items[0].quantity"),
                arguments(order("{\"sku\":\"lamp\",\"quantity\":1,\"unitPrice\":-1}"), "items[0].unitPrice"),
                arguments(order("{\"sku\":\"lamp\",\"quantity\":1,\"unitPrice\":0.001}"), "items[0].unitPrice"));
    }

    @Test
    void serviceThatHandlesNoEventsHasNoDeskForThem() {
        problem(http.get().uri("/ops/dead-letters").header("Authorization", "Bearer " + operatorToken()), 404);
    }

    private static String order(String item) {
        return "{\"currency\":\"EUR\",\"items\":[" + item + "]}";
    }
}
