package dev.tideline.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.UnreadableEvent;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionSystemException;

class FailureKindTest {

    @Test
    void whatTheWorkThrowsCounts() {
        assertThat(FailureKind.of(new IllegalStateException("no"))).isEqualTo(FailureKind.RETRYABLE);
        assertThat(FailureKind.of(new DataIntegrityViolationException("twice", new SQLException("", "23505"))))
                .isEqualTo(FailureKind.RETRYABLE);
    }

    @Test
    void whatWillNotGetBetterIsFinal() {
        assertThat(FailureKind.of(new IllegalStateException(new NotRetryable("no"))))
                .isEqualTo(FailureKind.FINAL);
        assertThat(FailureKind.of(new UnreadableEvent("no", null))).isEqualTo(FailureKind.FINAL);
    }

    @Test
    void databaseThatGoesAwayIsInfrastructure() {
        assertThat(FailureKind.of(new IllegalStateException(new SQLTransientConnectionException("no connection"))))
                .isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(FailureKind.of(new IllegalStateException(new SQLException("shut down", "57P01"))))
                .isEqualTo(FailureKind.INFRASTRUCTURE);
        assertThat(FailureKind.of(new IllegalStateException(new SQLException("cut", "08006"))))
                .isEqualTo(FailureKind.INFRASTRUCTURE);
    }

    /** A pool that has closed the connection says so without a state. */
    @Test
    void transactionThatCannotBeRolledBackIsInfrastructure() {
        assertThat(FailureKind.of(new TransactionSystemException(
                        "JDBC rollback failed", new SQLException("Connection is closed"))))
                .isEqualTo(FailureKind.INFRASTRUCTURE);
    }

    @Test
    void deadlockIsContention() {
        assertThat(FailureKind.of(new IllegalStateException(new SQLException("deadlock detected", "40P01"))))
                .isEqualTo(FailureKind.CONTENTION);
    }

    @Test
    void stopIsNobodysFailure() {
        assertThat(FailureKind.of(new IllegalStateException(new InterruptedException())))
                .isEqualTo(FailureKind.INTERRUPTED);
    }
}
