package dev.tideline.order.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An order as it was placed. All its prices are in one currency. */
record Order(
        UUID id, UUID customer, String currency, List<Line> lines, BigDecimal total, Instant placedAt, long version) {

    record Line(String sku, int quantity, BigDecimal unitPrice) {}

    static Order placed(UUID id, UUID customer, String currency, List<Line> lines, Instant now) {
        BigDecimal total = lines.stream()
                .map(line -> line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Order(id, customer, currency, lines, total, now, 1);
    }
}
