package dev.tideline.events.cqrs;

/**
 * What happens to every command before and after its handler. Those of an application are beans; they run inside ours, in the
 * transaction, in their order.
 */
public interface Middleware {

    /** The rest of the way. */
    @FunctionalInterface
    interface Next<R> {
        Outcome<R> proceed();
    }

    <R> Outcome<R> around(CommandCall<R> call, Next<R> next);
}
