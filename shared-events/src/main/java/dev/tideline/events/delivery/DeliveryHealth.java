package dev.tideline.events.delivery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the consumer has stopped by itself. What waits for an operator is told, and is no reason to be down. */
record DeliveryHealth(Subscription subscription, WatchBacklog watch) implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder health = subscription.consuming() ? Health.up() : Health.down();
        Backlog backlog = watch.last();
        return health.withDetail("retrying", backlog.retrying())
                .withDetail("held", backlog.held())
                .withDetail("parked", backlog.parked())
                .withDetail("deadLetters", backlog.deadLetters())
                .withDetail("missing", backlog.missing())
                .build();
    }
}
