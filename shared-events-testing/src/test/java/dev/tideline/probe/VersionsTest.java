package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.events.outbox.Outbox;
import dev.tideline.events.outbox.RawMessage;
import dev.tideline.events.outbox.VersionConflict;
import dev.tideline.probe.ProbeService.Stepped;
import dev.tideline.testing.servers.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class VersionsTest extends ProbeTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void severalEventsOfAnAggregateAreAppendedAtOnce() {
        List<Stepped> all = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new Stepped(thing, i))
                .toList();
        transaction.executeWithoutResult(_ -> {
            outbox.append(all.subList(0, 10), 1);
            outbox.append(all.subList(10, 20), 11);
        });
        assertThat(Topic.named(ProbeService.TOPIC).key("thing:" + thing, 20))
                .extracting(record ->
                        Integer.parseInt(RawMessageTest.headers(record).get("ce_aggregateversion")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void versionThatWasTakenIsRefusedAndNothingOfItsTransactionStays() {
        steps.take(thing, 1, 3);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    outbox.append(new Stepped(thing + "x", 1), 1);
                    outbox.append(new Stepped(thing, 3), 3);
                    outbox.append(new Stepped(thing, 4), 4);
                }))
                .isInstanceOfSatisfying(VersionConflict.class, conflict -> {
                    assertThat(conflict.expected()).isEqualTo(4);
                    assertThat(conflict.given()).isEqualTo(3);
                })
                .hasMessageContaining("thing " + thing);
        assertThat(rows(thing)).isEqualTo(3);
        assertThat(rows(thing + "x")).isZero();
    }

    @Test
    void gapIsRefused() {
        steps.take(thing, 1, 1);
        assertThatThrownBy(() -> steps.take(thing, 3, 3)).isInstanceOf(VersionConflict.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    outbox.append(new Stepped(thing, 2), 2);
                    outbox.append(new Stepped(thing, 4), 4);
                }))
                .isInstanceOf(VersionConflict.class);
        steps.take(thing, 2, 3);
    }

    @Test
    void ofTwoAtOnceOneWins() throws Exception {
        steps.take(thing, 1, 1);
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Boolean> next = () -> {
            try {
                transaction.executeWithoutResult(_ -> {
                    outbox.append(new Stepped(thing, 2), 2);
                    arrive(together);
                });
                return true;
            } catch (VersionConflict conflict) {
                return false;
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> one = threads.submit(next);
            Future<Boolean> other = threads.submit(next);
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(rows(thing)).isEqualTo(2);
    }

    /** Each time one of the two has to wait for the other; which order it appended in must not matter. */
    @Test
    void twoThatChangeTheSameAggregatesInAnotherOrderDoNotDeadlock() throws Exception {
        int rounds = 30;
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 1; round <= rounds; round++) {
                int version = round;
                Future<Boolean> one = threads.submit(() -> both(together, "a", "b", version));
                Future<Boolean> other = threads.submit(() -> both(together, "b", "a", version));
                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
            }
        }
        assertThat(rows(thing + "a")).isEqualTo(rounds);
        assertThat(rows(thing + "b")).isEqualTo(rounds);
    }

    /** Many of each, so that the two are at it for a while. */
    private boolean both(CyclicBarrier together, String first, String second, int version) {
        try {
            transaction.executeWithoutResult(_ -> {
                outbox.append(new Stepped(thing + first, version), version);
                for (int i = 0; i < 50; i++) {
                    outbox.append(new Stepped(thing + first + version + "-" + i, 1), 1);
                }
                outbox.append(new Stepped(thing + second, version), version);
                arrive(together);
            });
            return true;
        } catch (VersionConflict conflict) {
            return false;
        }
    }

    @Test
    void rowsOfSeveralAggregatesKeepTheOrderTheyWereAppendedIn() {
        transaction.executeWithoutResult(_ -> {
            outbox.append(new Stepped(thing + "b", 1), 1);
            outbox.append(new Stepped(thing + "a", 2), 1);
            outbox.append(new Stepped(thing + "b", 3));
            outbox.append(new Stepped(thing + "b", 4), 2);
            outbox.append(new RawMessage(ProbeService.TOPIC, 0, thing, Map.of("what", "raw"), null));
            outbox.append(new Stepped(thing + "a", 5), 2);
        });
        // ctid: where the rows were put, one after the other
        assertThat(jdbc.sql("select aggregateid || coalesce(' ' || aggregateversion, '') from outbox"
                                + " where aggregateid like ? order by tableoid, ctid")
                        .param(thing + "%")
                        .query(String.class)
                        .list())
                .containsExactly(thing + "b 1", thing + "a 1", thing + "b", thing + "b 2", thing, thing + "a 2");
        assertThat(jdbc.sql("select headers ->> 'what' from outbox where aggregateid = ? and payload is null"
                                + " and kafka_partition = 0")
                        .param(thing)
                        .query(String.class)
                        .single())
                .isEqualTo("raw");
    }

    @Test
    void gapInOneOfSeveralAggregatesIsRefusedAndNothingOfItsTransactionStays() {
        steps.take(thing, 1, 3);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    outbox.append(new Stepped(thing + "x", 1), 1);
                    outbox.append(new Stepped(thing, 4), 4);
                    outbox.append(new Stepped(thing, 6), 6);
                }))
                .isInstanceOfSatisfying(VersionConflict.class, conflict -> {
                    assertThat(conflict.expected()).isEqualTo(5);
                    assertThat(conflict.given()).isEqualTo(6);
                });
        assertThat(rows(thing)).isEqualTo(3);
        assertThat(rows(thing + "x")).isZero();
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows(String thing) {
        return jdbc.sql("select count(*) from outbox where aggregateid = ?")
                .param(thing)
                .query(Integer.class)
                .single();
    }
}
