package dev.tideline.events;

import static java.util.Objects.requireNonNullElse;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** Bytes that are no CloudEvent, or whose data does not fit the record of their type. Trying again will not help. */
public final class UnreadableEvent extends RuntimeException {

    public UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What is wrong with it, for whoever wrote it: where in the event it is, rather than which class of ours did not want it. */
    public String plainly() {
        return switch (getCause()) {
            case StreamReadException _ -> "it is not well-formed JSON";
            case JacksonException _ ->
                where().map(part -> "its data does not fit at '" + part + "'").orElse("its data does not fit its type");
            case null -> String.valueOf(getMessage());
            case Throwable unfit -> String.valueOf(unfit.getMessage());
        };
    }

    /** The part of the data that does not fit, as far as it can be told. */
    public Optional<String> where() {
        return getCause() instanceof JacksonException unfit && !unfit.getPath().isEmpty()
                ? Optional.of(unfit.getPath().stream()
                        .map(step -> requireNonNullElse(step.getPropertyName(), Integer.toString(step.getIndex())))
                        .collect(Collectors.joining(".")))
                : Optional.empty();
    }
}
