package dev.tideline.analytics;

import dev.tideline.testing.schemas.SchemasContract;

class SchemasTest extends SchemasContract {

    SchemasTest() {
        super(AnalyticsService.class);
    }
}
