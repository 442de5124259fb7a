package dev.tideline.order.orders;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@EventType("orders.order.placed")
record OrderPlaced(
        UUID orderId, UUID customer, String currency, List<Order.Line> lines, BigDecimal total, Instant placedAt)
        implements DomainEvent {

    static OrderPlaced of(Order order) {
        return new OrderPlaced(
                order.id(), order.customer(), order.currency(), order.lines(), order.total(), order.placedAt());
    }

    @Override
    public String aggregateId() {
        return orderId.toString();
    }
}
