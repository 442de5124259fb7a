package dev.tideline.events.cqrs;

import dev.tideline.events.Query;

/**
 * A query on its way to its handler.
 *
 * @param type its name on the wire
 * @param answer the class of what its handler answers
 * @param projection that the handler reads; empty where it reads none
 */
public record QueryCall<R>(String type, Query query, Class<R> answer, String projection, Freshness freshness) {}
