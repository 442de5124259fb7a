package dev.tideline.order.orders;

import dev.tideline.events.EventContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class Orders {

    private static final TypeReference<List<Order.Line>> LINES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Orders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Order order) {
        jdbc.sql("""
                        insert into customer_order (id, tenant, customer, currency, lines, total, placed_at, version)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                        """)
                .params(
                        order.id(),
                        EventContext.requireTenant(),
                        order.customer(),
                        order.currency(),
                        json.writeValueAsString(order.lines()),
                        order.total(),
                        order.placedAt().atOffset(ZoneOffset.UTC),
                        order.version())
                .update();
    }

    Optional<Order> find(UUID id, UUID customer) {
        return jdbc.sql("""
                        select id, customer, currency, lines, total, placed_at, version
                        from customer_order where id = ? and customer = ?
                        """).params(id, customer).query((row, _) -> order(row)).optional();
    }

    private Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getObject("id", UUID.class),
                row.getObject("customer", UUID.class),
                row.getString("currency"),
                json.readValue(row.getString("lines"), LINES),
                row.getBigDecimal("total"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
