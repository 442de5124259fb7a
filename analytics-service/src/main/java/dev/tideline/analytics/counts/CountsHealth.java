package dev.tideline.analytics.counts;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when the counts can be asked for; part of readiness. */
@Component("countsHealthIndicator")
class CountsHealth implements HealthIndicator {

    private final Counts counts;

    CountsHealth(Counts counts) {
        this.counts = counts;
    }

    @Override
    public Health health() {
        return counts.ready() ? Health.up().build() : Health.outOfService().build();
    }
}
