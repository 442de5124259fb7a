package dev.tideline.events.cqrs;

import dev.tideline.events.Message;
import dev.tideline.events.cqrs.Answer.Refused;
import dev.tideline.events.cqrs.Outcome.Rejected;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;

/** Stops what breaks the constraints that are written on its record. */
record Validate(Validator validator) implements Middleware, QueryMiddleware {

    private static final String INVALID = "Some fields are not valid.";

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Middleware.Next<R> next) {
        List<Field> wrong = wrong(call.command());
        return wrong.isEmpty() ? next.proceed() : new Rejected<>(Reason.INVALID, INVALID, wrong);
    }

    @Override
    public <R> Answer<R> around(QueryCall<R> call, QueryMiddleware.Next<R> next) {
        List<Field> wrong = wrong(call.query());
        return wrong.isEmpty() ? next.proceed() : new Refused<>(Reason.INVALID, INVALID, wrong);
    }

    private List<Field> wrong(Message message) {
        return validator.validate(message).stream()
                .map(each -> new Field(each.getPropertyPath().toString(), each.getMessage()))
                .sorted(Comparator.comparing(Field::field).thenComparing(Field::message))
                .toList();
    }
}
