package dev.tideline.events.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tideline.events.TypeName;
import dev.tideline.events.cqrs.Answer;
import dev.tideline.events.cqrs.Field;
import dev.tideline.events.cqrs.Outcome;
import dev.tideline.events.cqrs.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said on reply topics. Which message it answers is told by the envelope: the cause of the reply, of the same correlation. */
sealed interface Reply {

    /**
     * The command was carried out.
     *
     * @param position up to where a projection has to be to show it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommandAccepted(
            String command, Object answer, @Nullable String position) implements Reply {}

    /** It was not, and will not be. */
    record CommandRejected(String command, Reason reason, String detail, List<Field> fields) implements Reply {}

    record QueryAnswered(String query, Object answer, boolean stale) implements Reply {}

    /** What has to be seen in the answer is not there yet. */
    record QueryDeferred(String query, String projection) implements Reply {}

    record QueryRefused(String query, Reason reason, String detail, List<Field> fields) implements Reply {}

    TypeName ACCEPTED = TypeName.parse("tideline.command.accepted");
    TypeName REJECTED = TypeName.parse("tideline.command.rejected");
    TypeName ANSWERED = TypeName.parse("tideline.query.answered");
    TypeName DEFERRED = TypeName.parse("tideline.query.deferred");
    TypeName REFUSED = TypeName.parse("tideline.query.refused");

    default TypeName type() {
        return switch (this) {
            case CommandAccepted _ -> ACCEPTED;
            case CommandRejected _ -> REJECTED;
            case QueryAnswered _ -> ANSWERED;
            case QueryDeferred _ -> DEFERRED;
            case QueryRefused _ -> REFUSED;
        };
    }

    /**
     * What came of a command.
     *
     * @param command its type
     */
    static Reply of(String command, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<?> accepted ->
                new CommandAccepted(
                        command,
                        accepted.answer(),
                        accepted.position() == null ? null : accepted.position().toString());
            case Outcome.Rejected<?> rejected ->
                new CommandRejected(command, rejected.reason(), rejected.detail(), rejected.fields());
        };
    }

    /**
     * What came of a query.
     *
     * @param query its type
     */
    static Reply of(String query, Answer<?> answer) {
        return switch (answer) {
            case Answer.Given<?> given -> new QueryAnswered(query, given.value(), given.stale());
            case Answer.NotYet<?> notYet -> new QueryDeferred(query, notYet.projection());
            case Answer.Refused<?> refused ->
                new QueryRefused(query, refused.reason(), refused.detail(), refused.fields());
        };
    }
}
