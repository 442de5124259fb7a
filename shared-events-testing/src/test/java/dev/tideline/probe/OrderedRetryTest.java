package dev.tideline.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.delivery.NotRetryable;
import dev.tideline.probe.ProbeService.StrictlyStepped;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderedRetryTest extends ProbeTest {

    private static final String RETRY = "_retry.probe.thing.v1.probe";
    private static final String DEAD = "_dlq.probe.thing.v1.probe";

    private static final int ALWAYS = 100;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void eventThatFailsIsTriedAgainAndNothingOfItsKeyOvertakes() {
        ear.failOn(thing, 2, 3);
        steps.take(thing, 1, 5);
        heardInTheEnd(1, 2, 3, 4, 5);
        assertThat(fences()).isZero();
    }

    @Test
    void otherKeysGoOnMeanwhile() {
        ear.failOn(thing, 1, ALWAYS);
        steps.take(thing, 1, 2);
        List<String> others = IntStream.range(0, 30)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        others.forEach(other -> steps.take(other, 1, 1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(others)
                        .allSatisfy(other -> assertThat(ear.heard(other)).containsExactly(1)));
        heardInTheEnd(2); // the first became a dead letter, the second was released
    }

    @Test
    void whatWaitedAndFailsInItsTurnHoldsBackWhatWaitsBehindIt() {
        ear.failOn(thing, 1, 2);
        ear.failOn(thing, 3, 2);
        steps.take(thing, 1, 6);
        heardInTheEnd(1, 2, 3, 4, 5, 6);
    }

    @Test
    void eachAttemptIsAnnouncedOnThePartitionOfItsNumber() {
        ear.failOn(thing, 1, 3);
        steps.take(thing, 1, 1);
        heardInTheEnd(1);
        List<ConsumerRecord<String, byte[]>> announced = Topic.named(RETRY).key("thing:" + thing, 3);
        assertThat(announced).extracting(ConsumerRecord::partition).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(announced)
                .allSatisfy(record ->
                        assertThat(header(record, "retry-count")).isEqualTo(Integer.toString(record.partition())));
        assertThat(announced)
                .allSatisfy(record -> assertThat(header(record, "not-before")).isNotEmpty());
    }

    @Test
    void eventThatFailsToTheLastIsADeadLetterWithItsHistory() {
        ear.failOn(thing, 1, ALWAYS);
        steps.take(thing, 1, 3);
        heardInTheEnd(2, 3);
        Map<String, Object> letter = deadLetter();
        assertThat(letter)
                .containsEntry("topic", "probe.thing.v1")
                .containsEntry("attempts", 4)
                .containsEntry("state", "dead")
                .containsEntry("type", "probe.thing.stepped")
                .containsEntry("exception", "java.lang.IllegalStateException")
                .containsEntry("message", "told to fail");
        assertThat((String) letter.get("stack")).contains("ProbeService$Ear");

        ConsumerRecord<String, byte[]> dead =
                Topic.named(DEAD).key("thing:" + thing, 1).getFirst();
        assertThat(dead.value()).isEqualTo((byte[]) letter.get("payload"));
        assertThat(header(dead, "attempts")).isEqualTo("4");
        assertThat(header(dead, "origin-topic")).isEqualTo("probe.thing.v1");
        assertThat(header(dead, "origin-offset"))
                .isEqualTo(letter.get("offset_id").toString());
        assertThat(header(dead, "group")).isEqualTo("probe");
        assertThat(header(dead, "first-failed")).isLessThan(header(dead, "last-failed"));
        assertThat(header(dead, "exception-class")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void whatWillNotDoBetterIsADeadLetterAtOnce() {
        ear.failOn(thing, 1, ALWAYS, new NotRetryable("of no use"));
        steps.take(thing, 1, 2);
        heardInTheEnd(2);
        assertThat(deadLetter()).containsEntry("attempts", 1).containsEntry("message", "of no use");
    }

    @Test
    void unreadableBytesAreADeadLetterAtOnceAndIntact() {
        byte[] bytes = {'{', 0, (byte) 0xff, '}'};
        Topic.named(ProbeService.TOPIC).send("thing:" + thing, bytes);
        steps.take(thing, 1, 1);
        heardInTheEnd(1);
        assertThat((byte[]) deadLetter().get("payload")).isEqualTo(bytes);
    }

    @Test
    void unreadableOneTakesItsPlaceInItsLane() {
        ear.failOn(thing, 1, 3);
        steps.take(thing, 1, 1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ear.failures.get(thing + 1).size() < 3);
        Topic.named(ProbeService.TOPIC).send("thing:" + thing, "broken".getBytes(UTF_8));
        steps.take(thing, 2, 3);
        heardInTheEnd(1, 2, 3);
        assertThat((byte[]) deadLetter().get("payload")).isEqualTo("broken".getBytes(UTF_8));
    }

    /** No index takes a key of that length. */
    @Test
    void keyMayBeVeryLong() {
        steps.take(thing, 1, 1);
        heardInTheEnd(1);
        Topic topic = Topic.named(ProbeService.TOPIC);
        String event = new String(topic.key("thing:" + thing, 1).getFirst().value(), UTF_8);
        byte[] random = new byte[4_000];
        ThreadLocalRandom.current().nextBytes(random);
        ear.failOn(thing, 2, 2);
        topic.send(
                HexFormat.of().formatHex(random),
                event.replace("\"step\":1", "\"step\":2")
                        .replaceFirst("\"id\":\"[0-9a-f-]{36}", "\"id\":\"" + UUID.randomUUID())
                        .getBytes(UTF_8));
        heardInTheEnd(1, 2);
    }

    /** A topic that was made anew begins with offset 0 again. */
    @Test
    void otherEventAtTheOffsetOfADeadLetterIsOneToo() {
        String topic = "probe.thing.v1";
        jdbc.sql("""
                        insert into dead_letter (id, consumer, topic, partition_id, offset_id, content, lane, state, headers, attempts,
                            first_failed_at, failed_at, exception, message, stack)
                        select gen_random_uuid(), 'probe', ?, part, at, gen_random_uuid(), 'before', 'discarded', '{}', 1, now(), now(),
                            '', '', ''
                        from generate_series(0, 5) part, generate_series(0, 2000) at on conflict do nothing
                        """).param(topic).update();
        Topic.named(topic).send("thing:" + thing, "broken".getBytes(UTF_8));
        assertThat(deadLetter()).containsEntry("state", "dead");
    }

    @Test
    void whereTheHandlerHoldsTheLaterOnesWaitForAnOperator() {
        ear.failOn(thing, 2, ALWAYS, new NotRetryable("not like this"));
        IntStream.rangeClosed(1, 4).forEach(step -> steps.publish(new StrictlyStepped(thing, step), step));
        String other = UUID.randomUUID().toString();
        steps.publish(new StrictlyStepped(other, 1), 1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(ear.heard(other)).containsExactly(1);
            assertThat(jdbc.sql("select count(*) from parked where lane = ?")
                            .param("strict:" + thing)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        });
        assertThat(ear.heard(thing)).containsExactly(1);
    }

    /** The announcement may be lost with its topic; the fence alone is enough. */
    @Test
    void attemptThatNobodyAnnouncedIsMadeAnyway() {
        jdbc.sql("""
                        create or replace function lose_announcement() returns trigger language plpgsql as
                        $$ begin new.ticket := gen_random_uuid(); return new; end $$
                        """).update();
        jdbc.sql(
                        "create or replace trigger lose_announcement before insert on fence for each row when (new.lane = 'thing:"
                                + thing + "') execute function lose_announcement()")
                .update();
        ear.failOn(thing, 1, 1);
        steps.take(thing, 1, 1);
        heardInTheEnd(1);
    }

    private Map<String, Object> deadLetter() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> jdbc.sql("select * from dead_letter where lane = ?")
                                .param("thing:" + thing)
                                .query()
                                .listOfRows(),
                        rows -> !rows.isEmpty())
                .getFirst();
    }

    private int fences() {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> jdbc.sql("select count(*) from fence where lane = ?")
                                .param("thing:" + thing)
                                .query(Integer.class)
                                .single(),
                        count -> count == 0);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private void heardInTheEnd(Integer... expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ear.heard(thing)).containsExactly(expected));
    }
}
