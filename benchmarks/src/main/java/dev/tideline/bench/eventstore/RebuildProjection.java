package dev.tideline.bench.eventstore;

import dev.tideline.bench.report.Figures;
import dev.tideline.bench.report.Names;
import dev.tideline.events.projection.Build;
import dev.tideline.events.projection.Progress.State;
import dev.tideline.events.store.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** All events again into a new build of a projection, while the old one is read; beside it, the same rows read from their table in order. */
record RebuildProjection(Ledger ledger, int streams) {

    static final int EVENTS_EACH = 100;

    private static final String SEED = "seed-account";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int READERS = 2;

    int events() {
        return streams * EVENTS_EACH;
    }

    /** One stream by the store, and all others copied from it, interleaved as they would be. */
    void prepare() {
        ledger.post(SEED, 0, EVENTS_EACH);
        ledger.jdbc().sql("""
                        insert into event (epoch, id, stream_type, stream_id, version, type, recorded_at, payload)
                        select pg_current_xact_id()::text::bigint, gen_random_uuid(), e.stream_type, 'account-' || s, e.version, e.type, e.recorded_at,
                            convert_to(replace(convert_from(e.payload, 'UTF8'), :seed, 'account-' || s), 'UTF8')
                        from event e cross join generate_series(1, :streams) s
                        where e.stream_id = :seed
                        order by e.version, s
                        """).param("seed", SEED).param("streams", streams).update();
        ledger.jdbc()
                .sql(
                        "insert into event_stream (stream_type, stream_id, version, epoch) select 'account', 'account-' || s, ?, 0 from generate_series(1, ?) s")
                .params(EVENTS_EACH, streams)
                .update();
        ledger.jdbc().sql("vacuum analyze event").update();
        Position end = ledger.jdbc()
                .sql("select epoch, sequence from event order by epoch desc, sequence desc limit 1")
                .query((row, _) -> new Position(row.getLong(1), row.getLong(2)))
                .single();
        if (!ledger.projections().reaches(ProjectBalances.NAME, end, PATIENCE)) {
            throw new IllegalStateException("The first build did not get through in " + PATIENCE);
        }
    }

    void round(Figures figures) {
        figures.add(Names.REBUILD, 300, Names.BARE, scan());
        figures.add(Names.REBUILD, 300, Names.STORE, rebuild(figures));
    }

    private double rebuild(Figures figures) {
        AtomicBoolean done = new AtomicBoolean();
        LongAdder reads = new LongAdder();
        LongAdder failed = new LongAdder();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> all = IntStream.range(0, READERS)
                    .<Future<?>>mapToObj(_ -> readers.submit(() -> readUntil(done, reads, failed)))
                    .toList();
            long begin = System.nanoTime();
            Build build = ledger.projections().rebuild(ProjectBalances.NAME, "bench");
            await(build);
            double seconds = (System.nanoTime() - begin) / 1e9;
            done.set(true);
            for (Future<?> each : all) {
                each.get();
            }
            figures.add(Names.READS, 300, Names.STORE, List.of(reads.sum() / seconds, failed.doubleValue()));
            return events() / seconds;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            done.set(true);
        }
    }

    private void await(Build build) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ledger.projections().progress().stream()
                .noneMatch(each -> each.build().equals(build) && each.state() == State.ACTIVE)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Not in " + PATIENCE + ": " + ledger.projections().progress());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void readUntil(AtomicBoolean done, LongAdder reads, LongAdder failed) {
        while (!done.get()) {
            String account = "account-" + ThreadLocalRandom.current().nextInt(1, streams + 1);
            try {
                long postings = ledger.jdbc()
                        .sql("select postings from balance where account = ?")
                        .param(account)
                        .query(Long.class)
                        .single();
                reads.increment();
                if (postings != EVENTS_EACH) {
                    failed.increment();
                }
            } catch (RuntimeException e) {
                failed.increment();
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private double scan() {
        long begin = System.nanoTime();
        long bytes = 0;
        int rows = 0;
        try (Connection connection = ledger.database().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(1_000);
                ResultSet row = statement.executeQuery(
                        "select epoch, sequence, id, stream_type, stream_id, version, payload from event order by epoch, sequence");
                while (row.next()) {
                    bytes += row.getBytes("payload").length;
                    rows++;
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        if (bytes == 0) {
            throw new IllegalStateException("There was nothing to read");
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }
}
