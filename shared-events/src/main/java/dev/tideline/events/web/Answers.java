package dev.tideline.events.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tideline.events.EventContext;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.CommandId;
import dev.tideline.events.cqrs.Field;
import dev.tideline.events.cqrs.Freshness;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Outcome.Accepted;
import dev.tideline.events.cqrs.Outcome.Rejected;
import dev.tideline.events.cqrs.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/**
 * What REST answers to commands and queries, the same way everywhere. An accepted command's answer carries its consistency token, a query's
 * says whether it is stale; what was rejected or refused, or is not there yet, is thrown, and answered as problem+json.
 *
 * <pre>{@code
 * @PostMapping("/accounts")
 * ResponseEntity<Account> register(
 *         @RequestHeader(RequestHeaders.IDEMPOTENCY_KEY) @Nullable CommandId key, @RequestBody Register asked) {
 *     return Answers.created(
 *             commands.send(Answers.idOf(key), asked.command(), Account.class),
 *             account -> URI.create("/accounts/" + account.id()));
 * }
 *
 * @GetMapping("/accounts/{id}")
 * ResponseEntity<Account> find(
 *         @PathVariable UUID id, @RequestHeader(RequestHeaders.CONSISTENCY) @Nullable Freshness token) {
 *     return Answers.ok(queries.ask(new FindAccount(id), Account.class, Answers.freshness(token)));
 * }
 * }</pre>
 */
public final class Answers {

    private static final Duration SOON = Duration.ofSeconds(1);

    private Answers() {}

    /** The id of the command: the sender's, or one of its own where the sender does not mean to send it again. */
    public static CommandId idOf(@Nullable CommandId idempotencyKey) {
        return idempotencyKey == null ? CommandId.fresh() : idempotencyKey;
    }

    /** For what the command is to make. The same sender gets the same one for the same key, and so sends the same command again. */
    public static UUID newId(@Nullable CommandId idempotencyKey) {
        EventContext sender = EventContext.current();
        return idempotencyKey == null
                ? UuidCreator.getTimeOrderedEpoch()
                : UuidCreator.getNameBasedSha1(
                        "%s %s %s".formatted(sender.tenant(), sender.user(), idempotencyKey.value()));
    }

    public static Freshness freshness(@Nullable Freshness consistencyToken) {
        return consistencyToken == null ? new Freshness.Any() : consistencyToken;
    }

    public static <R> ResponseEntity<R> ok(Outcome<R> outcome) {
        return with(ResponseEntity.ok(), accepted(outcome));
    }

    /**
     * What was made, and where it is.
     *
     * @param where its location
     */
    public static <R> ResponseEntity<R> created(Outcome<R> outcome, Function<R, URI> where) {
        Accepted<R> accepted = accepted(outcome);
        return with(ResponseEntity.created(where.apply(accepted.answer())), accepted);
    }

    public static ResponseEntity<Void> noContent(Outcome<?> outcome) {
        ResponseEntity.HeadersBuilder<?> response = ResponseEntity.noContent();
        token(response, accepted(outcome));
        return response.build();
    }

    public static <R> ResponseEntity<R> ok(Answer<R> answer) {
        return switch (answer) {
            case Answer.Given<R>(R value, boolean stale) -> {
                ResponseEntity.BodyBuilder response = ResponseEntity.ok();
                yield (stale ? response.header(RequestHeaders.CONSISTENCY, "stale") : response).body(value);
            }
            case Answer.NotYet<R>(String projection) ->
                throw Refusals.notNow("What was changed does not show in '" + projection + "' yet.", SOON);
            case Answer.Refused<R>(Reason reason, String detail, List<Field> fields) ->
                throw refusal(reason, detail, fields);
        };
    }

    /**
     * For who makes the answer itself.
     *
     * @throws ErrorResponseException for a command that was rejected
     */
    public static <R> Accepted<R> accepted(Outcome<R> outcome) {
        return switch (outcome) {
            case Accepted<R> accepted -> accepted;
            case Rejected<R>(Reason reason, String detail, List<Field> fields) -> throw refusal(reason, detail, fields);
        };
    }

    private static <R> ResponseEntity<R> with(ResponseEntity.BodyBuilder response, Accepted<R> accepted) {
        token(response, accepted);
        return response.body(accepted.answer());
    }

    private static void token(ResponseEntity.HeadersBuilder<?> response, Accepted<?> accepted) {
        if (accepted.position() != null) {
            response.header(RequestHeaders.CONSISTENCY, accepted.position().toString());
        }
    }

    private static ErrorResponseException refusal(Reason reason, String detail, List<Field> fields) {
        ErrorResponseException refusal = Refusals.refusal(status(reason), detail);
        if (!fields.isEmpty()) {
            refusal.getBody().setProperty("errors", fields);
        }
        return refusal;
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
        };
    }
}
