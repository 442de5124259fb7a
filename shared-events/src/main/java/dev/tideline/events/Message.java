package dev.tideline.events;

/** Anything that travels: one of four kinds, each a record annotated with {@link EventType}. */
public sealed interface Message permits DomainEvent, IntegrationEvent, Command, Query {

    /** The thing this message is about; together with the type's entity it is the partition key, and so the unit of order. */
    String aggregateId();
}
