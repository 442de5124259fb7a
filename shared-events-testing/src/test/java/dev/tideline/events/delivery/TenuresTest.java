package dev.tideline.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.ConsumerSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class TenuresTest {

    private static final DataSource DATABASE = ConsumerSchema.database();

    private final TopicPartition partition =
            new TopicPartition(UUID.randomUUID().toString(), 0);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private final Tenures old = tenures(Duration.ofMinutes(1));
    private final Tenures next = tenures(Duration.ofMinutes(1));

    @Test
    void memberThatIsOutCannotCommit() {
        old.assigned(Map.of(partition, 0L));
        old.take(Set.of(partition));
        transaction.executeWithoutResult(_ -> old.hold(Set.of(partition)));

        next.assigned(Map.of(partition, 5L));
        next.take(Set.of(partition));
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> old.hold(Set.of(partition))))
                .isInstanceOf(Tenures.Over.class);
        transaction.executeWithoutResult(_ -> next.hold(Set.of(partition)));
    }

    @Test
    void nextBeginsOnlyWhenTheTransactionUnderWayHasEnded() throws Exception {
        old.assigned(Map.of(partition, 0L));
        old.take(Set.of(partition));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(_ -> {
            old.hold(Set.of(partition));
            held.countDown();
            await(end);
        }));
        await(held);
        next.assigned(Map.of(partition, 0L));
        CompletableFuture<Void> taking = CompletableFuture.runAsync(() -> next.take(Set.of(partition)));
        assertThatThrownBy(() -> taking.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        end.countDown();
        working.get(10, TimeUnit.SECONDS);
        taking.get(10, TimeUnit.SECONDS);
    }

    /** As a process that is stopped, or whose network is, in the middle of a transaction. */
    @Test
    void memberThatHangsIsCutOff() throws Exception {
        Tenures hanging = tenures(Duration.ofMillis(300));
        hanging.assigned(Map.of(partition, 0L));
        hanging.take(Set.of(partition));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(_ -> {
            hanging.hold(Set.of(partition));
            held.countDown();
            await(taken);
        }));
        await(held);
        next.assigned(Map.of(partition, 0L));
        next.take(Set.of(partition));
        taken.countDown();
        assertThat(working.handle((_, failure) -> failure).get(10, TimeUnit.SECONDS))
                .isNotNull();
    }

    @Test
    void onlyWhoBeganAtTheFirstOffsetKnowsThePartitionWhole() {
        old.assigned(Map.of(partition, 7L));
        old.take(List.of(partition));
        assertThat(old.whole(partition)).isFalse();
        TopicPartition fromTheStart = new TopicPartition(partition.topic(), 1);
        next.assigned(Map.of(fromTheStart, 0L));
        next.take(List.of(fromTheStart));
        old.assigned(Map.of(fromTheStart, 9L));
        old.take(List.of(fromTheStart));
        assertThat(old.whole(fromTheStart)).isTrue();
    }

    private Tenures tenures(Duration longestSilence) {
        JdbcClient jdbc = JdbcClient.create(DATABASE);
        return new Tenures("tenures", jdbc, new Attempts(transaction, jdbc), longestSilence);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
