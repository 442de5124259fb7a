package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.IntStream.rangeClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import dev.tideline.probe.ProbeService.CrowdStepped;
import dev.tideline.probe.ProbeService.Ignored;
import dev.tideline.probe.ProbeService.Stepped;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeliveryTest extends ProbeTest {

    @Autowired
    private JdbcClient jdbc;

    @Test
    void eventsAreHandledOnceAndInOrder() {
        steps.take(thing, 1, 50);
        heardInTheEnd(50);
    }

    @Test
    void eventsThatComeAgainAreNothing() {
        steps.take(thing, 1, 3);
        heardInTheEnd(3);
        Topic topic = Topic.named(ProbeService.TOPIC);
        for (ConsumerRecord<String, byte[]> record : topic.key("thing:" + thing, 3)) {
            topic.send(record.key(), record.value());
        }
        steps.take(thing, 4, 4);
        heardInTheEnd(4);
    }

    @Test
    void handlerRunsInTheContextOfItsEvent() {
        steps.take(thing, 1, 1);
        heardInTheEnd(1);
        ConsumerRecord<String, byte[]> event =
                Topic.named(ProbeService.TOPIC).key("thing:" + thing, 1).getFirst();
        String id = new String(event.headers().lastHeader("ce_id").value(), UTF_8);
        assertThat(ear.contexts).extracting(EventContext::causationId).contains(id);
        assertThat(ear.logged).contains(ear.contexts.getLast().correlationId());
    }

    @Test
    void handlerOfManyGetsThemTogetherAndInOrder() {
        steps.transaction()
                .executeWithoutResult(_ -> rangeClosed(1, 200)
                        .forEach(step -> steps.outbox().append(new CrowdStepped(thing, step), step)));
        heardInTheEnd(200);
        assertThat(ear.crowds).anyMatch(size -> size > 1);
    }

    @Test
    void handlerOfManyThatFailsOnOneIsCalledWithFewer() {
        ear.failOn(thing, 60, 2);
        steps.transaction()
                .executeWithoutResult(_ -> rangeClosed(1, 100)
                        .forEach(step -> steps.outbox().append(new CrowdStepped(thing, step), step)));
        heardInTheEnd(100);
    }

    /** What nobody handles counts as having come; only what is missing altogether is a gap. */
    @Test
    void missingVersionsAreNoticedAndHandledIfTheyComeLate() {
        steps.publish(new Stepped(thing, 1), 1);
        steps.publish(new Ignored(thing), 2);
        Topic topic = Topic.named(ProbeService.TOPIC);
        steps.publish(new Stepped(thing, 3), 3);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing)).containsExactly(1, 3));
        assertThat(gaps()).isEmpty();

        String third = new String(topic.key("thing:" + thing, 3).getLast().value(), UTF_8);
        topic.send("thing:" + thing, copy(third, 6));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing)).containsExactly(1, 3, 6));
        assertThat(gaps()).containsExactly("4-5");

        topic.send("thing:" + thing, copy(third, 5));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing)).containsExactly(1, 3, 6, 5));
        assertThat(gaps()).containsExactly("4-4");
    }

    private static byte[] copy(String event, int version) {
        return event.replace("\"aggregateversion\":3", "\"aggregateversion\":" + version)
                .replace("\"step\":3", "\"step\":" + version)
                .replaceFirst("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"" + UuidCreator.getTimeOrderedEpoch() + "\"")
                .getBytes(UTF_8);
    }

    private List<String> gaps() {
        return jdbc.sql("select from_version || '-' || to_version from inbox_gap where lane = ? order by 1")
                .param("thing:" + thing)
                .query(String.class)
                .list();
    }

    private void heardInTheEnd(int steps) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing))
                        .containsExactlyElementsOf(rangeClosed(1, steps).boxed().toList()));
    }
}
