package dev.tideline.events.cqrs;

import dev.tideline.events.Query;

/** The one way to a query's handler. */
public interface QueryBus {

    /** As things are when it is asked. */
    default <R> Answer<R> ask(Query query, Class<R> answer) {
        return ask(query, answer, new Freshness.Any());
    }

    /**
     * Has the query answered, on behalf of whom the {@link dev.tideline.events.EventContext} names. Where that asks for it, waits for the
     * projection that the handler reads, no longer than {@code tideline.cqrs.freshness}, and holds no connection meanwhile.
     *
     * @param answer the class of what the handler answers
     * @throws IllegalArgumentException if nobody handles such a query, or answers otherwise
     */
    <R> Answer<R> ask(Query query, Class<R> answer, Freshness freshness);

    /** As {@link #ask(Query, Class, Freshness)}, for who passes on whatever is answered. */
    Answer<?> ask(Query query, Freshness freshness);
}
