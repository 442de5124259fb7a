package dev.tideline.order.orders;

import dev.tideline.testing.tenancy.TenancyContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

class OrderTenancyTest extends TenancyContract {

    @Autowired
    private Orders orders;

    @Override
    protected void fill() {
        Order.Line line = new Order.Line("lamp", 1, BigDecimal.TEN);
        orders.add(Order.placed(UUID.randomUUID(), UUID.randomUUID(), "EUR", List.of(line), Instant.EPOCH));
    }
}
