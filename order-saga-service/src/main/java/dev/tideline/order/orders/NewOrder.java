package dev.tideline.order.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/** What a customer asks for. */
record NewOrder(
        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be a three-letter currency code")
        String currency,

        @NotEmpty @Size(max = 100) List<@NotNull @Valid Item> items) {

    record Item(
            @NotBlank @Size(max = 64) String sku,
            @NotNull @Min(1) @Max(10_000) Integer quantity,

            @NotNull @PositiveOrZero @Digits(integer = 12, fraction = 2)
            BigDecimal unitPrice) {}

    List<Order.Line> lines() {
        return items.stream()
                .map(item -> new Order.Line(item.sku(), item.quantity(), item.unitPrice()))
                .toList();
    }
}
