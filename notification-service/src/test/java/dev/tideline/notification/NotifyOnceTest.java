package dev.tideline.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.NoTenant;
import dev.tideline.testing.servers.ForeignEvent;
import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class NotifyOnceTest {

    private record Told(String kind, UUID about, String text) {}

    private final UUID owner = UUID.randomUUID();
    private final Topic tasks = Topic.named("todos.task.v1").create(2);

    @Autowired
    private RestTestClient http;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void ownerIsToldOnceOfEventsThatComeTwice() {
        UUID task = UUID.randomUUID();
        ForeignEvent created = task("todos.task.created", task);
        ForeignEvent completed = task("todos.task.completed", task);
        for (ForeignEvent event : List.of(created, created, completed, created, completed)) {
            tasks.send(event.key(), event.json());
        }
        ForeignEvent last = task("todos.task.deleted", task);
        tasks.send(last.key(), last.json());

        assertThat(toldInTheEnd(3))
                .extracting(Told::kind)
                .containsExactly("task-deleted", "task-completed", "task-created");
    }

    @Test
    void newcomerIsWelcomed() {
        Topic accounts = Topic.named("users.account.v1").create(2);
        ForeignEvent registered = ForeignEvent.of(
                "users.account.registered",
                owner,
                "{\"accountId\":\"%s\",\"email\":\"ada@example.com\",\"name\":\"Ada\"}".formatted(owner));
        accounts.send(registered.key(), registered.json());

        assertThat(toldInTheEnd(1)).extracting(Told::text).containsExactly("Welcome, Ada!");
    }

    @Test
    void customerIsToldOfAnOrder() {
        Topic orders = Topic.named("orders.order.v1").create(2);
        UUID order = UUID.randomUUID();
        ForeignEvent placed = ForeignEvent.of(
                "orders.order.placed",
                order,
                "{\"orderId\":\"%s\",\"customer\":\"%s\",\"currency\":\"EUR\",\"total\":39.80}"
                        .formatted(order, owner));
        orders.send(placed.key(), placed.json());

        assertThat(toldInTheEnd(1)).extracting(Told::text).containsExactly("Order placed: 39.80 EUR");
    }

    @Test
    void bytesThatAreNoEventAreKeptAndTheRestFlowsOn() {
        UUID task = UUID.randomUUID();
        ForeignEvent created = task("todos.task.created", task);
        byte[] garbage = {(byte) 0xff, 0, 'x'};
        byte[] unfit = new String(created.json(), UTF_8)
                .replace(owner.toString(), "nobody")
                .getBytes(UTF_8);
        byte[] nul =
                "{\"specversion\":\"1.0\",\"id\":\"\\u0000\",\"source\":\"\\u0000\",\"type\":\"x\"}".getBytes(UTF_8);
        tasks.send(created.key(), garbage);
        tasks.send(created.key(), unfit);
        tasks.send(created.key(), nul);
        tasks.send(created.key(), created.json());

        assertThat(toldInTheEnd(1)).extracting(Told::about).containsExactly(task);
        List<byte[]> kept = jdbc.sql("select payload from dead_letter where message_key = ?")
                .param(created.key().getBytes(UTF_8))
                .query((row, _) -> row.getBytes(1))
                .list();
        assertThat(kept).containsExactlyInAnyOrder(garbage, unfit, nul);
    }

    @Test
    void eventThatNamesNoTenantIsADeadLetterAtOnce() {
        ForeignEvent tenants = task("todos.task.created", UUID.randomUUID());
        ForeignEvent nobodys = new ForeignEvent(
                tenants.type(), tenants.aggregateType(), tenants.subject(), tenants.time(), tenants.data());
        tasks.send(nobodys.key(), nobodys.json());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(jdbc.sql("select exception, attempts from dead_letter where lane = ?")
                                .param(nobodys.key())
                                .query()
                                .listOfRows())
                        .containsExactly(Map.of("exception", NoTenant.class.getName(), "attempts", 1)));
        assertThat(told()).isEmpty();
    }

    private ForeignEvent task(String type, UUID task) {
        return ForeignEvent.of(
                type, task, "{\"taskId\":\"%s\",\"owner\":\"%s\",\"title\":\"Milk\"}".formatted(task, owner));
    }

    /** The owner's notifications, newest first, when there are that many. */
    private List<Told> toldInTheEnd(int count) {
        return await().atMost(Duration.ofSeconds(30)).until(this::told, told -> told.size() >= count);
    }

    private List<Told> told() {
        return http.get()
                .uri("/api/notifications")
                .header("Authorization", "Bearer " + Tokens.user(owner))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<List<Told>>() {})
                .returnResult()
                .getResponseBody();
    }
}
