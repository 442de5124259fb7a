package dev.tideline.order;

import dev.tideline.testing.schemas.SchemasContract;

class SchemasTest extends SchemasContract {

    SchemasTest() {
        super(OrderSagaService.class);
    }
}
