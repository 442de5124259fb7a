package dev.tideline.events.cqrs;

/** A part of a command or a query that is not as it should be. */
public record Field(String field, String message) {}
