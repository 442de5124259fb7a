package dev.tideline.events.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while publishing fails; up on the leader and on a standby. */
final class RelayHealth implements HealthIndicator {

    private final Relay relay;

    RelayHealth(Relay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        Health.Builder health =
                switch (relay.state()) {
                    case LEADING, STANDBY -> Health.up();
                    case FAILING -> Health.down().withDetail("error", relay.lastError());
                    case STOPPED -> Health.outOfService();
                };
        return health.withDetail("state", relay.state()).withDetail("published", relay.published()).build();
    }
}
