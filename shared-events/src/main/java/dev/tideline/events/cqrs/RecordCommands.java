package dev.tideline.events.cqrs;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.tideline.events.Command;
import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Outcome.Rejected;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.NestedTransactionNotSupportedException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens the transaction, or joins the caller's, and has each command carried out once in it. Who sends it again meanwhile waits for the
 * first at the row, and then reads what that was told.
 *
 * <p>A rejection undoes the transaction and is written down in another. Where it is the caller's, it undoes what came since; where that cannot
 * be done, the caller has to.
 *
 * @param patience how long who sends a command again waits for the first
 */
record RecordCommands(JdbcClient jdbc, TransactionOperations transactions, JsonMapper json, Duration patience)
        implements Middleware {

    /** The time to wait is that of this statement; what the handler waits for is its own affair. */
    private static final String ENTER = """
            with bounded as (
                select current_setting('lock_timeout') as before, set_config('lock_timeout', :patience, true) as bound
            ), entered as (
                insert into command (tenant, sender, id, type, aggregate, payload, correlation)
                select :tenant, :sender, :id, :type, :aggregate, :payload, :correlation from bounded
                on conflict do nothing returning 1 as one
            )
            select count(entered.one) = 1, set_config('lock_timeout', min(bounded.before), true)
            from bounded left join entered on true
            """;

    /** No lock in time. */
    private static final String LOCKED = "55P03";

    private record Earlier(
            String type,
            String payload,
            @Nullable String outcome,
            @Nullable String told) {}

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Next<R> next) {
        Done<R> done = requireNonNull(transactions.execute(
                transaction -> enter(call) ? carryOut(call, next, transaction) : Done.noted(told(call))));
        return done.noted() ? done.outcome() : note(call, done.outcome());
    }

    /** @param noted whether the outcome is in the table, or will be with the transaction */
    private record Done<R>(Outcome<R> outcome, boolean noted) {

        static <R> Done<R> noted(Outcome<R> outcome) {
            return new Done<>(outcome, true);
        }
    }

    private <R> Done<R> carryOut(CommandCall<R> call, Next<R> next, TransactionStatus transaction) {
        Object savepoint = transaction.isNewTransaction() ? null : savepoint(transaction);
        Outcome<R> outcome = next.proceed();
        if (outcome instanceof Rejected<R> rejected) {
            if (transaction.isNewTransaction()) {
                transaction.setRollbackOnly();
                return new Done<>(outcome, false);
            }
            if (savepoint == null) {
                throw new NotUndone(rejected, () -> note(call, outcome));
            }
            transaction.rollbackToSavepoint(savepoint);
        }
        if (savepoint != null) {
            transaction.releaseSavepoint(savepoint);
        }
        decided(call, outcome);
        return Done.noted(outcome);
    }

    private static @Nullable Object savepoint(TransactionStatus transaction) {
        try {
            return transaction.createSavepoint();
        } catch (NestedTransactionNotSupportedException e) {
            return null;
        }
    }

    /** Unless the same command came again in between and was told otherwise: then that was the first answer. */
    private <R> Outcome<R> note(CommandCall<R> call, Outcome<R> outcome) {
        return requireNonNull(transactions.execute(_ -> {
            if (!enter(call)) {
                return told(call);
            }
            decided(call, outcome);
            return outcome;
        }));
    }

    /** Whether it is new. */
    private boolean enter(CommandCall<?> call) {
        try {
            return insert(call);
        } catch (DataAccessException e) {
            if (e.getRootCause() instanceof SQLException late && LOCKED.equals(late.getSQLState())) {
                throw new CannotAcquireLockException(
                        "Command " + call.id().value() + " came again, and the first is still under way", e);
            }
            throw e;
        }
    }

    private boolean insert(CommandCall<?> call) {
        return jdbc.sql(ENTER)
                .param("patience", patience.toMillis() + "ms")
                .param("tenant", tenant())
                .param("sender", sender())
                .param("id", call.id().value())
                .param("type", call.type())
                .param("aggregate", aggregate(call.command()))
                .param("payload", json.writeValueAsString(call.command()))
                .param("correlation", EventContext.current().correlationId(), Types.VARCHAR)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** What is not valid is written down too, and may be about nothing. */
    private static String aggregate(Command command) {
        try {
            return requireNonNullElse(command.aggregateId(), "");
        } catch (NullPointerException incomplete) {
            return "";
        }
    }

    private <R> void decided(CommandCall<R> call, Outcome<R> outcome) {
        jdbc.sql("update command set outcome = ?, told = ? where tenant = ? and sender = ? and id = ?")
                .params(
                        outcome instanceof Rejected ? "rejected" : "accepted",
                        json.writerFor(typeOf(outcome.getClass(), call)).writeValueAsString(outcome),
                        tenant(),
                        sender(),
                        call.id().value())
                .update();
    }

    private <R> Outcome<R> told(CommandCall<R> call) {
        Earlier earlier = jdbc.sql(
                        "select type, payload, outcome, told from command where tenant = ? and sender = ? and id = ?")
                .params(tenant(), sender(), call.id().value())
                .query((row, _) -> new Earlier(
                        row.getString("type"),
                        row.getString("payload"),
                        row.getString("outcome"),
                        row.getString("told")))
                .single();
        if (!isSame(earlier, call)) {
            return Outcome.rejected(
                    Reason.CONFLICT, "Another command, a " + earlier.type() + ", was sent with this id before.");
        }
        if (earlier.outcome() == null) {
            throw new IllegalStateException("Command " + call.id().value() + " was sent again by its own handler");
        }
        Class<?> kind = earlier.outcome().equals("rejected") ? Rejected.class : Accepted.class;
        return json.readValue(requireNonNull(earlier.told()), typeOf(kind, call));
    }

    /** By what they say, not by how it was written: that may differ from one release, or one process, to another. */
    private boolean isSame(Earlier earlier, CommandCall<?> call) {
        return earlier.type().equals(call.type())
                && json.readValue(earlier.payload(), call.command().getClass()).equals(call.command());
    }

    private JavaType typeOf(Class<?> outcome, CommandCall<?> call) {
        return json.getTypeFactory().constructParametricType(outcome, call.answer());
    }

    private static String tenant() {
        return requireNonNullElse(EventContext.current().tenant(), "");
    }

    private static String sender() {
        return requireNonNullElse(EventContext.current().user(), "");
    }
}
