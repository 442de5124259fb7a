package dev.tideline.analytics;

import dev.tideline.testing.rest.RestManners;
import org.junit.jupiter.api.Test;

class AnalyticsRestTest extends RestManners {

    @Override
    protected String readablePath() {
        return "/api/analytics/events?from=2026-01-01T00:00:00Z";
    }

    @Test
    void timesThatAreNoneAreA400Problem() {
        problem(http.get().uri("/api/analytics/events?from=yesterday"), 400);
        problem(http.get().uri("/api/analytics/events?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"), 400);
        problem(http.get().uri("/api/analytics/events?to={late}", "+999999999-12-31T23:59:59Z"), 400);
        problem(http.get().uri("/api/analytics/events?to={early}", "-1000000000-01-01T00:00:00Z"), 400);
    }
}
