package dev.tideline.events;

import tools.jackson.databind.JsonNode;

/** The payload of a type that this service has no record for, kept as it came. Binary data is a binary node. */
public record GenericEvent(JsonNode data) {}
