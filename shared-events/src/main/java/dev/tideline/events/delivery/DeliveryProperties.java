package dev.tideline.events.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are consumed. The group is the application's name.
 *
 * @param concurrency how many consumers this instance runs
 * @param maxPoll events in one poll, and so in one transaction
 * @param firstRetry the pause before an event whose handler failed is tried again; doubles up to {@code lastRetry}
 * @param lastRetry the longest such pause
 * @param lookForTopics how soon a topic is noticed that was not there at the start
 */
@ConfigurationProperties("tideline.delivery")
record DeliveryProperties(
        @DefaultValue("1") int concurrency,
        @DefaultValue("500") int maxPoll,
        @DefaultValue("1s") Duration firstRetry,
        @DefaultValue("30s") Duration lastRetry,
        @DefaultValue("5s") Duration lookForTopics) {}
