package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.EventContext;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeliveryTest extends ProbeTest {

    @Test
    void eventsAreHandledOnceAndInOrder() {
        steps.take(thing, 1, 50);
        heardInTheEnd(50);
    }

    @Test
    void handlerThatFailsIsTriedAgainAndNothingOvertakes() {
        ear.failures.put(thing + 2, new AtomicInteger(3));
        steps.take(thing, 1, 5);
        heardInTheEnd(5);
    }

    /** With one consumer and two partitions in a poll: the other must not starve. */
    @Test
    void handlerThatFailsForeverHoldsBackItsOwnPartitionOnly() {
        ear.failures.put(thing + 1, new AtomicInteger(Integer.MAX_VALUE));
        steps.take(thing, 1, 2);
        List<String> others = IntStream.range(0, 20)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        others.forEach(other -> steps.take(other, 1, 1));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> others.stream()
                                .filter(other -> !ear.heard(other).isEmpty())
                                .count()
                        >= 10);
        assertThat(ear.heard(thing)).isEmpty();
        ear.failures.clear();
        heardInTheEnd(2);
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

    private void heardInTheEnd(int steps) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, steps).boxed().toList()));
    }
}
