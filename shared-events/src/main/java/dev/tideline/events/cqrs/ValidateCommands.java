package dev.tideline.events.cqrs;

import dev.tideline.events.Command;
import dev.tideline.events.cqrs.Outcome.Field;
import dev.tideline.events.cqrs.Outcome.Rejected;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Rejects what breaks the constraints that are written on a command's record. */
record ValidateCommands(Validator validator) implements Middleware {

    @Override
    public <R> Outcome<R> around(CommandCall<R> call, Next<R> next) {
        Set<ConstraintViolation<Command>> violations = validator.validate(call.command());
        return violations.isEmpty() ? next.proceed() : rejected(violations);
    }

    private static <R> Outcome<R> rejected(Set<ConstraintViolation<Command>> violations) {
        List<Field> fields = violations.stream()
                .map(each -> new Field(each.getPropertyPath().toString(), each.getMessage()))
                .sorted(Comparator.comparing(Field::field).thenComparing(Field::message))
                .toList();
        return new Rejected<>(Reason.INVALID, "Some fields are not valid.", fields);
    }
}
