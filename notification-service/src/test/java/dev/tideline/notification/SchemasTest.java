package dev.tideline.notification;

import dev.tideline.testing.schemas.SchemasContract;

class SchemasTest extends SchemasContract {

    SchemasTest() {
        super(NotificationService.class);
    }
}
