package dev.tideline.notification;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class FeaturesTest {

    @Test
    void featuresKeepToTheirBoundaries() {
        ApplicationModules.of(NotificationService.class).verify();
    }
}
