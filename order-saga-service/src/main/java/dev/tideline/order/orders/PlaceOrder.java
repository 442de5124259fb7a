package dev.tideline.order.orders;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.outbox.Outbox;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes an order down and publishes that it did, in one transaction. */
@Component
class PlaceOrder {

    private final Orders orders;
    private final Outbox outbox;
    private final Clock clock;

    PlaceOrder(Orders orders, Outbox outbox, Clock clock) {
        this.orders = orders;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Order place(UUID customer, NewOrder asked) {
        Order order = Order.placed(
                UuidCreator.getTimeOrderedEpoch(), customer, asked.currency(), asked.lines(), clock.instant());
        orders.add(order);
        outbox.append(OrderPlaced.of(order), order.version());
        return order;
    }
}
