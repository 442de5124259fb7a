package dev.tideline.events.cqrs;

import dev.tideline.events.store.Position;

/** How far the projection that answers a query has to be. */
public sealed interface Freshness {

    /** Wherever it is. */
    record Any() implements Freshness {}

    /** As far as that, or there is no answer. */
    record AtLeast(Position position) implements Freshness {}

    /** As far as that if it gets there in time, or else wherever it is then. */
    record Preferably(Position position) implements Freshness {}

    String ELSE_STALE = ";else=stale";

    /** What {@link #valueOf} reads; empty where nothing is asked for. */
    default String token() {
        return switch (this) {
            case Any _ -> "";
            case AtLeast(Position position) -> position.toString();
            case Preferably(Position position) -> position + ELSE_STALE;
        };
    }

    /**
     * Reads a consistency token: a position as a command was answered with, and behind it {@code ;else=stale} where an older answer is better
     * than none.
     *
     * @throws IllegalArgumentException if it is nothing of that kind
     */
    static Freshness valueOf(String token) {
        return token.endsWith(ELSE_STALE)
                ? new Preferably(Position.parse(token.substring(0, token.length() - ELSE_STALE.length())))
                : new AtLeast(Position.parse(token));
    }
}
