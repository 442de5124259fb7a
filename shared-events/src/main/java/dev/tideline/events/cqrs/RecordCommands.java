package dev.tideline.events.cqrs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Outcome.Rejected;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens the transaction, or joins the caller's, and has each command carried out once in it. Who sends it again meanwhile waits for the
 * first at the row, and then reads what that was told.
 */
record RecordCommands(JdbcClient jdbc, TransactionOperations transactions, JsonMapper json) implements Middleware {

    /** What is kept of an earlier one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Earlier(String type, byte[] fingerprint, String outcome, String told) {}

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Next<R> next) {
        return requireNonNull(transactions.execute(transaction -> {
            String payload = json.writeValueAsString(call.command());
            byte[] fingerprint = fingerprint(call.type(), payload);
            return enter(call, payload, fingerprint)
                    ? carryOut(call, next, transaction)
                    : told(call, fingerprint);
        }));
    }

    private <R> Outcome<R> carryOut(CommandCall<R> call, Next<R> next, TransactionStatus transaction) {
        Object savepoint = transaction.createSavepoint();
        Outcome<R> outcome = next.proceed();
        if (outcome instanceof Rejected) {
            transaction.rollbackToSavepoint(savepoint);
        }
        transaction.releaseSavepoint(savepoint);
        jdbc.sql("update command set outcome = ?, told = ? where sender = ? and id = ?")
                .params(
                        outcome instanceof Rejected ? "rejected" : "accepted",
                        json.writeValueAsString(outcome),
                        sender(),
                        call.id().value())
                .update();
        return outcome;
    }

    /** Whether it is new. */
    private boolean enter(CommandCall<?> call, String payload, byte[] fingerprint) {
        return jdbc.sql("""
                        insert into command (sender, id, type, aggregate, fingerprint, payload, correlation)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)
                        .params(
                                sender(),
                                call.id().value(),
                                call.type(),
                                call.command().aggregateId(),
                                fingerprint,
                                payload,
                                EventContext.current().correlationId())
                        .update()
                == 1;
    }

    private <R> Outcome<R> told(CommandCall<R> call, byte[] fingerprint) {
        Earlier earlier = jdbc.sql("select type, fingerprint, outcome, told from command where sender = ? and id = ?")
                .params(sender(), call.id().value())
                .query((row, _) -> new Earlier(
                        row.getString("type"),
                        row.getBytes("fingerprint"),
                        row.getString("outcome"),
                        row.getString("told")))
                .single();
        if (!Arrays.equals(earlier.fingerprint(), fingerprint)) {
            return Outcome.rejected(
                    Reason.CONFLICT, "Another command, a " + earlier.type() + ", was sent with this id before.");
        }
        return read(earlier, call.answer());
    }

    private <R> Outcome<R> read(Earlier earlier, Class<R> answer) {
        Class<?> kind = earlier.outcome().equals("rejected") ? Rejected.class : Accepted.class;
        JavaType type = json.getTypeFactory().constructParametricType(kind, answer);
        return json.readValue(earlier.told(), type);
    }

    /** Whose ids these are: nobody gets to know what another was told. */
    private static String sender() {
        EventContext context = EventContext.current();
        return orNobody(context.tenant()) + "/" + orNobody(context.user());
    }

    private static String orNobody(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static byte[] fingerprint(String type, String payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((type + "\n" + payload).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
