package dev.tideline.events;

/** Something that happened to one aggregate of the publishing service. Appended with the aggregate's version after it. */
public non-sealed interface DomainEvent extends Message {}
