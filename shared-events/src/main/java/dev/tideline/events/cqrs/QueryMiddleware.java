package dev.tideline.events.cqrs;

/** What happens to every query before and after its handler. Those of an application are beans; they run inside ours, in their order. */
public interface QueryMiddleware {

    /** The rest of the way. */
    @FunctionalInterface
    interface Next<R> {
        Answer<R> proceed();
    }

    <R> Answer<R> around(QueryCall<R> call, Next<R> next);
}
