package dev.tideline.todo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.testing.servers.Topic;
import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class TaskFlowTest {

    private final String owner = UUID.randomUUID().toString();
    private final String token = "Bearer " + Tokens.user("acme", owner);

    @Autowired
    private RestTestClient http;

    @Test
    void whatHappensToATaskIsOnItsTopicInOrder() {
        String id = create("Buy milk");
        http.post()
                .uri("/api/todos/" + id + "/complete")
                .header("Authorization", token)
                .exchange()
                .expectStatus()
                .isOk();
        http.delete()
                .uri("/api/todos/" + id)
                .header("Authorization", token)
                .exchange()
                .expectStatus()
                .isNoContent();

        List<ConsumerRecord<String, byte[]>> records =
                Topic.named("todos.task.v1").key("task:" + id, 3);
        assertThat(records)
                .extracting(
                        each -> new String(each.headers().lastHeader("ce_type").value(), UTF_8))
                .containsExactly("todos.task.created", "todos.task.completed", "todos.task.deleted");

        CloudEvent created = new JsonFormat().deserialize(records.getFirst().value());
        assertThat(created.getSubject()).isEqualTo(id);
        assertThat(created.getExtension("userid")).isEqualTo(owner);
        assertThat(created.getExtension("tenantid")).isEqualTo("acme");
        assertThat(created.getExtension("aggregateversion")).isEqualTo(1);
        assertThat(new String(created.getData().toBytes(), UTF_8))
                .contains("Buy milk")
                .contains(owner);
        http.get()
                .uri("/api/todos/" + id)
                .header("Authorization", token)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void completingAgainChangesNothing() {
        String id = create("Water the plants");
        for (int times = 0; times < 2; times++) {
            http.post()
                    .uri("/api/todos/" + id + "/complete")
                    .header("Authorization", token)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("DONE")
                    .jsonPath("$.version")
                    .isEqualTo(2);
        }
    }

    @Test
    void whoCompletesAtTheSameTimeIsAnsweredAndItHappensOnce() {
        String id = create("Answer the door");
        List<Future<Integer>> answers;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.range(0, 8)
                    .mapToObj(_ -> clients.submit(() -> http.post()
                            .uri("/api/todos/" + id + "/complete")
                            .header("Authorization", token)
                            .exchange()
                            .returnResult(Void.class)
                            .getStatus()
                            .value()))
                    .toList();
        }
        assertThat(answers.stream().map(Future::resultNow)).contains(200).isSubsetOf(200, 409);
        http.delete()
                .uri("/api/todos/" + id)
                .header("Authorization", token)
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(Topic.named("todos.task.v1").key("task:" + id, 3)).hasSize(3);
    }

    @Test
    void anothersTaskIsNotThere() {
        String id = create("Secret");
        http.get()
                .uri("/api/todos/" + id)
                .header("Authorization", "Bearer " + Tokens.user(UUID.randomUUID()))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private String create(String title) {
        HttpHeaders headers = http.post()
                .uri("/api/todos")
                .header("Authorization", token)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("title", title))
                .exchange()
                .expectStatus()
                .isCreated()
                .returnResult(Void.class)
                .getResponseHeaders();
        String location = String.valueOf(headers.getLocation());
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
