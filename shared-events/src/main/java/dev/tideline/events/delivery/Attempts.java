package dev.tideline.events.delivery;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Runs transactions, again where that may help at once, and tells failures of the work from failures of the database. */
final class Attempts {

    private static final int AGAIN = 4;

    private final TransactionOperations transaction;
    private final JdbcClient jdbc;

    Attempts(TransactionOperations transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /**
     * Returns when the transaction has committed.
     *
     * @throws Unavailable if the database is not there
     * @throws Tenures.Over if the partition is another's
     * @throws RuntimeException what the work failed with; that counts
     */
    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** As {@link #run}, with what the work returned. */
    <T> T call(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            AtomicReference<RuntimeException> thrown = new AtomicReference<>();
            try {
                return Objects.requireNonNull(transaction.<T>execute(_ -> remembering(work, thrown)));
            } catch (RuntimeException ended) {
                RuntimeException e = cause(thrown.get(), ended);
                boolean mayHelp = switch (FailureKind.of(e)) {
                    case RETRYABLE, FINAL, NOT_OURS -> false;
                    case INTERRUPTED -> throw new Unavailable(e);
                    case CONTENTION -> true;
                    case INFRASTRUCTURE -> {
                        requireDatabase(e);
                        yield true;
                    }
                };
                if (!mayHelp || attempt == AGAIN) {
                    throw e;
                }
            }
        }
    }

    private static <T> T remembering(Supplier<T> work, AtomicReference<RuntimeException> thrown) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            thrown.set(e);
            throw e;
        }
    }

    /** What the work failed with, also where the rollback failed after it: that it did is told instead. */
    private RuntimeException cause(@Nullable RuntimeException thrown, RuntimeException ended) {
        if (thrown == null || thrown.equals(ended)) {
            return ended;
        }
        requireDatabase(ended);
        thrown.addSuppressed(ended);
        return thrown;
    }

    private void requireDatabase(RuntimeException e) {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
        } catch (RuntimeException noAnswer) {
            noAnswer.addSuppressed(e);
            throw new Unavailable(noAnswer);
        }
    }
}
