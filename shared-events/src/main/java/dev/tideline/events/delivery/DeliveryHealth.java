package dev.tideline.events.delivery;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the consumer has stopped by itself. */
record DeliveryHealth(Subscription subscription) implements HealthIndicator {

    @Override
    public Health health() {
        return subscription.consuming() ? Health.up().build() : Health.down().build();
    }
}
