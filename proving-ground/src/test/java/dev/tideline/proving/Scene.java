package dev.tideline.proving;

import static org.awaitility.Awaitility.await;

import dev.tideline.proving.network.Weather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** One ledger under load, one reader, and what can be done to them. */
record Scene(Arena arena, Replica ledger, Replica reader, Meddler meddler, Journals journals) {

    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void everythingComesAgain() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            meddler.sendAgain(partition);
        }
    }

    /** Until it has confirmed what Kafka cannot have got, should it do that. */
    void relayIsKilledWhileKafkaIsSilent() throws SQLException {
        arena.kafka().weather(new Weather.Silent());
        String before = one("select pg_current_wal_lsn()::text");
        await().atMost(PATIENCE)
                .until(() -> one("select pg_current_wal_lsn() > '%s'::pg_lsn + 20000".formatted(before))
                        .equals("t"));
        String after = one("select pg_current_wal_lsn()::text");
        try {
            await().atMost(Duration.ofSeconds(4))
                    .until(() ->
                            one("select confirmed_flush_lsn >= '%s'::pg_lsn from pg_replication_slots where slot_name = 'todo_outbox'"
                                            .formatted(after))
                                    .equals("t"));
        } catch (ConditionTimeoutException itDoesNot) {
            // as it should be
        }
        ledger.kill();
        arena.kafka().weather(Weather.FAIR);
        ledger.start();
    }

    void readerLosesTheDatabase() {
        arena.database(reader).weather(new Weather.Down());
        long acknowledged = acknowledged();
        await().atMost(PATIENCE).until(() -> acknowledged() > acknowledged + 300);
        arena.database(reader).weather(Weather.FAIR);
    }

    private long acknowledged() {
        try {
            return journals.postings().stream()
                    .filter(each -> each.acknowledged() != null)
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String one(String sql) throws SQLException {
        try (var connection = arena.postgres().connect();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }
}
