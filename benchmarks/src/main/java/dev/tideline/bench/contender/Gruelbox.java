package dev.tideline.bench.contender;

import com.gruelbox.transactionoutbox.DefaultPersistor;
import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.ExecutorSubmitter;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * gruelbox transaction-outbox as its README sets it up: a pool of connections, an executor of the application's own that takes each entry
 * right after its commit, and a background thread that flushes what was left behind.
 */
final class Gruelbox implements Contender {

    private static final int THREADS = 16;
    private static final int FLUSH = 1_000;

    private final HikariDataSource database;
    private final ThreadLocalContextTransactionManager transactions;
    private final TransactionOutbox outbox;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    private final Send send;
    private final Thread flusher;
    private final Consuming consuming;
    private volatile boolean closing;

    private Gruelbox(Surroundings surroundings, Track track) {
        database = surroundings.connections();
        Sql.createTables(database);
        send = Send.to(surroundings);
        transactions = TransactionManager.fromDataSource(database);
        outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(
                        DefaultPersistor.builder().dialect(Dialect.POSTGRESQL_9).build())
                .instantiator(Instantiator.using(_ -> new Publish(send)))
                .submitter(ExecutorSubmitter.builder().executor(executor).build())
                .flushBatchSize(FLUSH)
                .clockProvider(Clock::systemUTC)
                .build();
        flusher = Thread.ofPlatform().name("flush").start(this::flush);
        consuming = Consuming.start(surroundings, database, track);
    }

    static Contender start(Surroundings surroundings, Track track) {
        return new Gruelbox(surroundings, track);
    }

    /** What the outbox calls, now or later. */
    static class Publish {

        private final Send send;

        Publish(Send send) {
            this.send = send;
        }

        void event(String key, long sequence, String text) {
            send.json(new Event(key, sequence, text));
        }
    }

    private void flush() {
        while (!closing) {
            if (!outbox.flush()) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    @Override
    public String version() {
        return "gruelbox transaction-outbox " + Versions.of(TransactionOutbox.class);
    }

    @Override
    public void write(Event event, long version) {
        try {
            transactions.inTransactionThrows(transaction -> {
                Sql.change(transaction.connection(), event);
                outbox.schedule(Publish.class).event(event.key(), event.sequence(), event.text());
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        consuming.close();
        executor.shutdownNow();
        try {
            flusher.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send.close();
        database.close();
    }
}
