package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.events.CloudEventsJson;
import dev.tideline.events.Envelopes;
import dev.tideline.events.EventEnvelope;
import dev.tideline.events.EventMetadata;
import dev.tideline.events.Message;
import dev.tideline.events.outbox.Outbox;
import dev.tideline.probe.ProbeService.Stepped;
import dev.tideline.testing.servers.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

class DelayedTest extends ProbeTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Envelopes envelopes;

    @Autowired
    private CloudEventsJson json;

    @Autowired
    @Qualifier("releaseDelayed")
    private Lifecycle release;

    @Test
    void leavesAtItsTimeUnderItsOwnIdAndNotBefore() {
        Instant due = Instant.now().plusSeconds(2);
        UUID id = append(1, due);
        assertThat(delayed()).isEqualTo(1);
        assertThat(published()).isZero();
        ConsumerRecord<String, byte[]> record =
                Topic.named(ProbeService.TOPIC).key("thing:" + thing, 1).getFirst();
        assertThat(record.timestamp())
                .isBetween(due.toEpochMilli(), due.plusSeconds(2).toEpochMilli());
        assertThat(RawMessageTest.headers(record)).containsEntry("ce_id", id.toString());
        EventMetadata event = json.readMetadata(record.value());
        assertThat(event.id()).isEqualTo(id.toString());
        assertThat(Duration.between(Objects.requireNonNull(event.notBefore()), due)
                        .abs())
                .isLessThan(Duration.ofMillis(1));
        assertThat(delayed()).isZero();
    }

    @Test
    void whatWasDueWhileNobodyWasThereLeavesAfterwards() {
        release.stop();
        IntStream.rangeClosed(1, 2_500).forEach(step -> append(step, Instant.now()));
        assertThat(delayed()).isEqualTo(2_500);
        assertThat(published()).isZero();
        release.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> delayed() == 0);
        assertThat(published()).isEqualTo(2_500);
    }

    @Test
    void isCancelledUnlessItLeftOrTheTransactionIsRolledBack() {
        UUID id = append(1, Instant.now().plusSeconds(3_600));
        transaction.executeWithoutResult(it -> {
            assertThat(outbox.cancel(id)).isTrue();
            it.setRollbackOnly();
        });
        assertThat(delayed()).isEqualTo(1);
        assertThat(cancel(id)).isTrue();
        assertThat(delayed()).isZero();
        assertThat(cancel(id)).isFalse();
    }

    @Test
    void isNeverThereIfItsTransactionIsRolledBack() {
        transaction.executeWithoutResult(it -> {
            outbox.append(new Stepped(thing, 1), Instant.now());
            it.setRollbackOnly();
        });
        assertThat(delayed()).isZero();
        assertThatThrownBy(() -> outbox.append(new Stepped(thing, 1), Instant.now()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void eventWithAVersionIsRefused() {
        EventEnvelope<Stepped> versioned = envelopes.wrap(new Stepped(thing, 1), 1);
        EventMetadata delayed =
                envelopes.wrap((Message) new Stepped(thing, 1), Instant.now()).metadata();
        EventMetadata both = new EventMetadata(
                delayed.id(),
                delayed.type(),
                delayed.source(),
                delayed.subject(),
                delayed.time(),
                delayed.dataSchema(),
                delayed.aggregateType(),
                versioned.metadata().aggregateVersion(),
                delayed.correlationId(),
                null,
                null,
                null,
                null,
                delayed.priority(),
                delayed.notBefore(),
                1,
                null,
                delayed.extensions());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction.executeWithoutResult(
                        _ -> outbox.append(new EventEnvelope<>(both, versioned.payload()))))
                .withMessageContaining("gap")
                .withMessageContaining(thing);
    }

    private UUID append(int step, Instant due) {
        return Objects.requireNonNull(transaction.execute(_ -> outbox.append(new Stepped(thing, step), due)));
    }

    private boolean cancel(UUID id) {
        return Boolean.TRUE.equals(transaction.execute(_ -> outbox.cancel(id)));
    }

    private long delayed() {
        return jdbc.sql("select count(*) from outbox_delayed where aggregateid = ?")
                .param(thing)
                .query(Long.class)
                .single();
    }

    private long published() {
        return jdbc.sql("select count(*) from outbox where aggregateid = ?")
                .params(List.of(thing))
                .query(Long.class)
                .single();
    }
}
