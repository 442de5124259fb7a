package dev.tideline.events;

/** Asks for an answer on a topic. Its type name ends in {@code .query}. */
public non-sealed interface Query extends Message {

    /** The topic the answer goes to. */
    String replyTopic();
}
