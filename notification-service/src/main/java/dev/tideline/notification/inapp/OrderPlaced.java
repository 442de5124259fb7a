package dev.tideline.notification.inapp;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.EventType;
import java.math.BigDecimal;
import java.util.UUID;

@EventType("orders.order.placed")
record OrderPlaced(UUID orderId, UUID customer, String currency, BigDecimal total) implements DomainEvent {

    @Override
    public String aggregateId() {
        return orderId.toString();
    }
}
