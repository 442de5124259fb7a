package dev.tideline.order.orders;

import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Orders")
@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final PlaceOrder placeOrder;
    private final Orders orders;

    OrderController(PlaceOrder placeOrder, Orders orders) {
        this.placeOrder = placeOrder;
        this.orders = orders;
    }

    @PostMapping
    @ApiResponse(responseCode = "201")
    ResponseEntity<Order> place(@CurrentUser UUID user, @Valid @RequestBody NewOrder asked) {
        Order order = placeOrder.place(user, asked);
        return ResponseEntity.created(URI.create("/api/orders/" + order.id())).body(order);
    }

    @GetMapping("/{id}")
    Order read(@CurrentUser UUID user, @PathVariable UUID id) {
        return orders.find(id, user).orElseThrow(() -> Refusals.notFound("There is no order " + id + "."));
    }
}
