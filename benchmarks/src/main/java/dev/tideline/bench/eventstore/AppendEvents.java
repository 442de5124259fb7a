package dev.tideline.bench.eventstore;

import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Ten events a transaction by eight writers, each to streams of its own; beside it the rows that this leaves in the event table and in the
 * outbox, written to tables of the same kind by batched inserts.
 */
record AppendEvents(Ledger ledger, Duration turn) {

    static final int BATCH = 10;

    private static final int APPENDS = 100;

    private interface Writing {
        void write(String stream, long version);
    }

    void prepare() {
        for (String table : List.of("event", "outbox")) {
            ledger.jdbc()
                    .sql("create table bare_%1$s (like %1$s including all)".formatted(table))
                    .update();
        }
    }

    void round(Figures figures) {
        figures.add(
                Names.APPEND, 300, Names.STORE, perSecond((stream, version) -> ledger.post(stream, version, BATCH)));
        figures.add(Names.APPEND, 300, Names.BARE, perSecond(this::writeBare));
    }

    private double perSecond(Writing writing) {
        LongAdder events = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + turn.toNanos();
        try (ExecutorService writers = Executors.newFixedThreadPool(Ledger.WRITERS)) {
            List<Future<?>> all = IntStream.range(0, Ledger.WRITERS)
                    .<Future<?>>mapToObj(_ -> writers.submit(() -> writeUntil(end, writing, events)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return events.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void writeUntil(long end, Writing writing, LongAdder events) {
        while (System.nanoTime() < end) {
            String stream = UUID.randomUUID().toString();
            for (int append = 0; append < APPENDS && System.nanoTime() < end; append++) {
                writing.write(stream, (long) append * BATCH);
                events.add(BATCH);
            }
        }
    }

    private void writeBare(String stream, long version) {
        Posted posted = Posted.to(stream);
        byte[] payload = ("{\"account\":\"" + stream + "\",\"amount\":1,\"text\":\"" + posted.text()
                        + "\",\"envelope\":\"" + "x".repeat(400) + "\"}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ledger.transactions().executeWithoutResult(_ -> {
            Connection connection = DataSourceUtils.getConnection(ledger.database());
            try {
                insert(connection, stream, version, payload);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, ledger.database());
            }
        });
    }

    private static void insert(Connection connection, String stream, long version, byte[] payload) throws SQLException {
        Timestamp now = Timestamp.from(Instant.now());
        try (PreparedStatement event = connection.prepareStatement(
                        "insert into bare_event (epoch, id, stream_type, stream_id, version, type, recorded_at, payload)"
                                + " values (pg_current_xact_id()::text::bigint, ?, 'account', ?, ?, 'ledger.account.posted', ?, ?)");
                PreparedStatement outbox = connection.prepareStatement(
                        "insert into bare_outbox (id, aggregatetype, aggregateid, aggregateversion, type, topic, message_key, payload)"
                                + " values (?, 'account', ?, ?, 'ledger.account.posted', 'ledger.account.v1', ?, ?)")) {
            for (int i = 1; i <= BATCH; i++) {
                UUID id = com.github.f4b6a3.uuid.UuidCreator.getTimeOrderedEpoch();
                event.setObject(1, id);
                event.setString(2, stream);
                event.setLong(3, version + i);
                event.setTimestamp(4, now);
                event.setBytes(5, payload);
                event.addBatch();
                outbox.setObject(1, id);
                outbox.setString(2, stream);
                outbox.setLong(3, version + i);
                outbox.setString(4, "account:" + stream);
                outbox.setBytes(5, payload);
                outbox.addBatch();
            }
            event.executeBatch();
            outbox.executeBatch();
        }
    }
}
