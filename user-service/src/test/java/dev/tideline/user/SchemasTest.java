package dev.tideline.user;

import dev.tideline.testing.schemas.SchemasContract;

class SchemasTest extends SchemasContract {

    SchemasTest() {
        super(UserService.class);
    }
}
