package dev.tideline.events.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while publishing fails; up on the leader and on a standby. The figures are those of the last look. */
final class RelayHealth implements HealthIndicator {

    private final Relay relay;
    private final WatchRelay watch;

    RelayHealth(Relay relay, WatchRelay watch) {
        this.relay = relay;
        this.watch = watch;
    }

    @Override
    public Health health() {
        Health.Builder health = switch (relay.state()) {
            case LEADING, STANDBY -> Health.up();
            case FAILING -> Health.down().withDetail("error", relay.lastError());
            case STOPPED -> Health.outOfService();
        };
        RelayStatus status = watch.last();
        health.withDetail("state", relay.state()).withDetail("published", relay.published());
        if (!status.equals(RelayStatus.UNKNOWN)) {
            health.withDetail("leader", String.valueOf(status.leader()))
                    .withDetail("parked", status.parked())
                    .withDetail("delayed", status.delayed());
        }
        if (status.slot() != null) {
            health.withDetail("bytesBehind", status.slot().bytesBehind());
        }
        if (status.lag() != null) {
            health.withDetail("eventsBehind", status.lag().events())
                    .withDetail("secondsBehind", status.lag().seconds());
        }
        return health.build();
    }
}
