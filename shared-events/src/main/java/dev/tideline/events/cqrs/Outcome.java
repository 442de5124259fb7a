package dev.tideline.events.cqrs;

import dev.tideline.events.store.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a command. Either way it is final: the same command again is told the same. */
public sealed interface Outcome<R> {

    /**
     * It was carried out.
     *
     * @param position up to where a projection has to be to show it; none where it changed nothing that one would show
     */
    record Accepted<R>(R answer, @Nullable Position position) implements Outcome<R> {}

    /**
     * It was not, and left no trace but this.
     *
     * @param fields what is wrong with which part of the command, where that is the reason
     */
    record Rejected<R>(Reason reason, String detail, List<Field> fields) implements Outcome<R> {

        public Rejected {
            fields = List.copyOf(fields);
        }
    }

    static <R> Outcome<R> accepted(R answer) {
        return new Accepted<>(answer, null);
    }

    static <R> Outcome<R> accepted(R answer, Position position) {
        return new Accepted<>(answer, position);
    }

    static <R> Outcome<R> rejected(Reason reason, String detail) {
        return new Rejected<>(reason, detail, List.of());
    }
}
