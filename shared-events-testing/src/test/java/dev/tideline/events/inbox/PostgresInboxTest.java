package dev.tideline.events.inbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.ConsumerSchema;
import dev.tideline.events.inbox.Arrival.Version;
import dev.tideline.events.partitions.TimePartitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresInboxTest {

    private static final Duration RETENTION = Duration.ofDays(8);
    private static final Instant NOW = Instant.now();

    private final JdbcTransactionManager transactions = new JdbcTransactionManager(ConsumerSchema.database());
    private final JdbcTemplate jdbc = new JdbcTemplate(ConsumerSchema.database());
    private final Gaps gaps = new Gaps(JdbcClient.create(jdbc));
    private final Inbox inbox =
            new PostgresInbox(JdbcClient.create(jdbc), gaps, Clock.fixed(NOW, ZoneOffset.UTC), RETENTION);
    private final String consumer = UUID.randomUUID().toString();
    private final UUID young = idOf(NOW.minus(Duration.ofDays(1)));
    private final UUID old = idOf(NOW.minus(Duration.ofDays(30)));

    @Test
    void eventIsClaimedOnceByEachConsumer() {
        assertThat(claim(event(young, 1))).containsExactly(young);
        assertThat(claim(event(young, 1))).isEmpty();
        assertThat(transaction(() -> inbox.claim("another " + consumer, List.of(event(young, 1)))))
                .containsExactly(young);
    }

    @Test
    void eventThatNobodyRemembersIsKnownByItsVersion() {
        claim(event(idOf(NOW), 1), event(idOf(NOW), 2), event(idOf(NOW), 3));
        assertThat(claim(event(old, 2))).isEmpty();
    }

    @Test
    void oldEventThatNeverCameIsNew() {
        claim(event(idOf(NOW), 1), event(idOf(NOW), 4));
        assertThat(gaps.noticed()).isEqualTo(1);
        assertThat(claim(event(old, 2))).containsExactly(old);
        assertThat(claim(event(idOf(NOW.minus(Duration.ofDays(31))), 2))).isEmpty();
        assertThat(claim(event(idOf(NOW.minus(Duration.ofDays(31))), 3))).hasSize(1);
    }

    @Test
    void youngEventWithAVersionThatWasThereIsHandledAndAlarms() {
        claim(event(idOf(NOW), 1), event(idOf(NOW), 2));
        assertThat(claim(event(young, 2))).containsExactly(young);
        assertThat(gaps.repeated()).isEqualTo(1);
    }

    @Test
    void whatOnlyPassesByCountsAsHavingCome() {
        claim(event(idOf(NOW), 1), passing(2), event(idOf(NOW), 3));
        assertThat(gaps.noticed()).isZero();
    }

    @Test
    void firstToComeIsAGapOnlyForWhoWasThereFromTheStart() {
        claim(new Arrival(young, new Version("topic", consumer + " late", 5, false)));
        assertThat(gaps.noticed()).isZero();
        claim(new Arrival(idOf(NOW), new Version("topic", consumer, 5, true)));
        assertThat(gaps.noticed()).isEqualTo(1);
    }

    @Test
    void whatIsRolledBackWasNeverClaimed() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            inbox.claim(consumer, List.of(event(young, 7)));
            transaction.setRollbackOnly();
        });
        assertThat(claim(event(young, 1), event(idOf(NOW), 2))).hasSize(2);
        assertThat(gaps.noticed()).isEqualTo(1); // of the one rolled back
    }

    @Test
    void idsPastTheRetentionAreDroppedWithTheirPartition() {
        TimePartitions partitions = new TimePartitions(jdbc, transactions, "inbox", "event_id", Duration.ofDays(1));
        partitions.createAhead(NOW.minus(Duration.ofDays(30)), 0);
        UUID oldButHandledNow = idOf(NOW.minus(Duration.ofDays(40)));
        partitions.createAhead(NOW.minus(Duration.ofDays(40)), 0);
        claim(event(young, 1), event(old, 2), event(oldButHandledNow, 3));
        jdbc.update(
                "update inbox set handled_at = handled_at - interval '9 days' where event_id > ?",
                TimePartitions.firstId(NOW.minus(Duration.ofDays(32))));
        jdbc.update("update inbox set handled_at = now() where event_id = ?", young);
        new PruneInbox(jdbc, transactions, RETENTION, Clock.fixed(NOW, ZoneOffset.UTC)).run();
        assertThat(jdbc.queryForList("select event_id from inbox where consumer = ?", UUID.class, consumer))
                .containsExactlyInAnyOrder(young, oldButHandledNow);
    }

    /** A statement is planned for good while the consumer has met next to nothing. */
    @Test
    void anAggregateIsLookedUpByItselfHoweverManyThereAre() {
        long read = transaction(() -> {
            jdbc.execute("set local plan_cache_mode = force_generic_plan");
            for (int version = 1; version <= 10; version++) {
                inbox.claim(consumer, List.of(event(UuidCreator.getTimeOrderedEpoch(), version)));
            }
            jdbc.update("""
                    insert into inbox_version (consumer, topic, lane, version)
                    select ?, 'topic', 'other-' || i, 1 from generate_series(1, 10000) i
                    """, consumer);
            long before = versionsRead();
            inbox.claim(consumer, List.of(event(UuidCreator.getTimeOrderedEpoch(), 11)));
            return versionsRead() - before;
        });
        assertThat(read).isLessThan(10);
    }

    private long versionsRead() {
        return requireNonNull(jdbc.queryForObject("""
                select pg_stat_get_xact_tuples_returned('inbox_version'::regclass)
                     + pg_stat_get_xact_tuples_returned('inbox_version_pkey'::regclass)
                """, Long.class));
    }

    private Arrival event(UUID id, long version) {
        return new Arrival(id, new Version("topic", consumer, version, true));
    }

    private Arrival passing(long version) {
        return new Arrival(null, new Version("topic", consumer, version, true));
    }

    private Set<UUID> claim(Arrival... arrivals) {
        return transaction(() -> inbox.claim(consumer, Stream.of(arrivals).toList()));
    }

    private <T> T transaction(Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(_ -> work.get());
    }

    private static UUID idOf(Instant time) {
        UUID any = UuidCreator.getTimeOrderedEpoch();
        return new UUID(
                time.toEpochMilli() << 16 | any.getMostSignificantBits() & 0xffff, any.getLeastSignificantBits());
    }
}
