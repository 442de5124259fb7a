package dev.tideline.analytics;

import dev.tideline.testing.rest.AccessContract;
import java.util.Map;

class AnalyticsAccessTest extends AccessContract {

    @Override
    protected Map<String, Access> rules() {
        String counts = "/api/analytics/events";
        return Map.of("GET " + counts, new Access(Rule.SIGNED_IN, () -> new Call(counts, null, 200)));
    }
}
