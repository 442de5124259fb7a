package dev.tideline.events.delivery;

import dev.tideline.events.NoTenant;
import dev.tideline.events.UnreadableEvent;
import dev.tideline.events.background.WorkThread;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What can be done about a failure. */
enum FailureKind {
    /** Try later, and count. */
    RETRYABLE,
    /** It will not get better. */
    FINAL,
    /** Two transactions were in each other's way; at once again. */
    CONTENTION,
    /** The database, perhaps ours, is not there. */
    INFRASTRUCTURE,
    /** We are being stopped. */
    INTERRUPTED,
    /** The partition is another's. */
    NOT_OURS;

    private static final Set<String> CONTENTION_STATES = Set.of("40001", "40P01", "55P03");
    /** Causes may go round in a circle. */
    private static final int DEEPEST = 100;

    private static final Set<String> SHUTDOWN_STATES = Set.of("57P01", "57P02", "57P03", "53300");

    static FailureKind of(Throwable thrown) {
        FailureKind otherwise = RETRYABLE;
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            switch (cause) {
                case Tenures.Over _ -> {
                    return NOT_OURS;
                }
                // it could not begin, commit or roll back; where nothing behind it says more, that is not the work's
                // doing
                case TransactionSystemException _, CannotCreateTransactionException _ -> otherwise = INFRASTRUCTURE;
                case InterruptedException _
                when WorkThread.isAskedToStop() -> {
                    return INTERRUPTED;
                }
                case NotRetryable _, UnreadableEvent _, NoTenant _ -> {
                    return FINAL;
                }
                case SQLTransientConnectionException _,
                        SQLNonTransientConnectionException _,
                        SQLRecoverableException _ -> {
                    return INFRASTRUCTURE;
                }
                case SQLException sql
                when sql.getSQLState() != null -> {
                    String state = sql.getSQLState();
                    if (state.startsWith("08") || SHUTDOWN_STATES.contains(state)) {
                        return INFRASTRUCTURE;
                    }
                    if (CONTENTION_STATES.contains(state)) {
                        return CONTENTION;
                    }
                }
                default -> {
                    if (cause.getClass().getName().equals("jakarta.validation.ConstraintViolationException")) {
                        return FINAL;
                    }
                }
            }
        }
        return otherwise;
    }
}
