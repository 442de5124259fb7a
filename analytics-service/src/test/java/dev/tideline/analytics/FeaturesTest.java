package dev.tideline.analytics;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class FeaturesTest {

    @Test
    void featuresKeepToTheirBoundaries() {
        ApplicationModules.of(AnalyticsService.class).verify();
    }
}
