package dev.tideline.events;

/** Asks for an answer. Its type name ends in {@code .query}. Over a topic, its envelope names the {@link ReplyTopic}. */
public non-sealed interface Query extends Message {}
