package dev.tideline.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.events.DomainEvent;
import dev.tideline.events.store.Aggregate;
import dev.tideline.events.store.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Decisions tried on what happened before, without a store: {@code given(Account.KIND, registered).when(state -> rename(state, "Ada"))
 * .then(renamed)}.
 */
public final class Decisions {

    private Decisions() {}

    /** The state that those events leave. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <S, E extends DomainEvent> Given<S, E> given(Aggregate<S, E> kind, E... happened) {
        return new Given<>(kind, kind.after(kind.initial(), Arrays.asList(happened)));
    }

    /** What is decided on. */
    public record Given<S, E extends DomainEvent>(Aggregate<S, E> kind, S state) {

        public <R> Decided<S, E, R> when(Function<S, Decision<E, R>> decide) {
            return new Decided<>(this, decide.apply(state));
        }

        public Given<S, E> is(S expected) {
            assertThat(state).isEqualTo(expected);
            return this;
        }
    }

    /** What was decided. */
    public record Decided<S, E extends DomainEvent, R>(Given<S, E> given, Decision<E, R> decision) {

        /** Exactly these happen, in this order. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Decided<S, E, R> then(E... expected) {
            assertThat(decision.events()).isEqualTo(List.of(expected));
            return this;
        }

        public Decided<S, E, R> thenNothing() {
            assertThat(decision.events()).isEmpty();
            return this;
        }

        public Decided<S, E, R> answers(R expected) {
            assertThat(decision.answer()).isEqualTo(expected);
            return this;
        }

        /** What is there afterwards, to go on from. */
        public Given<S, E> after() {
            return new Given<>(given.kind, given.kind.after(given.state, decision.events()));
        }
    }
}
