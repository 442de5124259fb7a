package dev.tideline.order;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class FeaturesTest {

    @Test
    void featuresKeepToTheirBoundaries() {
        ApplicationModules.of(OrderSagaService.class).verify();
    }
}
