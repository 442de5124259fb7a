package dev.tideline.events.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are consumed. The group is the application's name.
 *
 * @param concurrency how many consumers this instance runs
 * @param maxPoll events in one poll, and so in one transaction
 * @param attempts how often an event is tried before it becomes a dead letter; also the number of partitions of a retry topic
 * @param firstRetry the pause before the second attempt; doubles from there up to {@code lastRetry}, give or take a tenth
 * @param lastRetry the longest such pause
 * @param sweep how late an attempt may be before it is made without its announcement
 * @param longestSilence how long a handler may keep its transaction idle, for instance while it calls somebody; the database ends it then,
 *     so that a process that hangs does not hold its partitions for ever
 * @param longestWork how long handling what one poll brought may take; after that the member joins its group anew
 * @param lookForTopics how soon a topic is noticed that was not there at the start
 * @param replicas of the retry and dead-letter topics; -1 leaves it to the broker
 * @param maxReplays how often a dead letter is replayed before it takes force
 * @param deadLetterRetention how long Kafka keeps dead letters; the table keeps them until an operator decides
 */
@ConfigurationProperties("tideline.delivery")
record DeliveryProperties(
        @DefaultValue("1") int concurrency,
        @DefaultValue("500") int maxPoll,
        @DefaultValue("10") int attempts,
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("300s") Duration lastRetry,
        @DefaultValue("30s") Duration sweep,
        @DefaultValue("60s") Duration longestSilence,
        @DefaultValue("15m") Duration longestWork,
        @DefaultValue("5s") Duration lookForTopics,
        @DefaultValue("-1") short replicas,
        @DefaultValue("5") int maxReplays,
        @DefaultValue("30d") Duration deadLetterRetention) {}
