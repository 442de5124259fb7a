package dev.tideline.events.requests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Commands and queries over topics. Commands are consumed as {@code tideline.delivery} says for events.
 *
 * @param commands whether the commands that are handled here are taken from their topic
 * @param queries likewise
 * @param atOnce queries that are answered at the same time; each may need a connection to the database
 * @param longestWork how long answering them may take; after that the member joins its group anew
 * @param lookForTopics how soon a topic is noticed that was not there at the start
 * @param replyTopic where answers to this service's own queries come; without it, it cannot ask by topic
 * @param replyRetention how long they are kept
 */
@ConfigurationProperties("tideline.requests")
record RequestsProperties(
        @DefaultValue("true") boolean commands,
        @DefaultValue("true") boolean queries,
        @DefaultValue("5") int atOnce,
        @DefaultValue("5m") Duration longestWork,
        @DefaultValue("5s") Duration lookForTopics,
        @Nullable String replyTopic,
        @DefaultValue("1h") Duration replyRetention) {}
