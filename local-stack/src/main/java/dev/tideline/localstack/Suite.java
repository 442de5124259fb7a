package dev.tideline.localstack;

import java.util.List;
import java.util.stream.Stream;

/** What runs. A new service is one line here. */
final class Suite {
    static final Part POSTGRES = new Part("postgres", "TIDELINE_POSTGRES_PORT", 15432);
    static final Part KAFKA = new Part("kafka", "TIDELINE_KAFKA_PORT", 9092);

    static final Part USERS = new Part("user-service", "TIDELINE_USER_PORT", 8082);

    static final List<Part> SERVICES = List.of(
            new Part("todo-service", "TIDELINE_TODO_PORT", 8081),
            USERS,
            new Part("notification-service", "TIDELINE_NOTIFICATION_PORT", 8083),
            new Part("analytics-service", "TIDELINE_ANALYTICS_PORT", 8084),
            new Part("order-saga-service", "TIDELINE_ORDER_PORT", 8085));

    private Suite() {}

    static List<Part> parts() {
        return Stream.concat(Stream.of(POSTGRES, KAFKA), SERVICES.stream()).toList();
    }
}
