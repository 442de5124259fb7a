package dev.tideline.todo;

import dev.tideline.testing.schemas.SchemasContract;

class SchemasTest extends SchemasContract {

    SchemasTest() {
        super(TodoService.class);
    }
}
