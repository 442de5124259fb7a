package dev.tideline.analytics.counts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is counted.
 *
 * @param topics the topics of events, as a pattern, so that a new entity's topic is counted as soon as it exists
 * @param retention how long counts can be asked for, how late an event may come and still count, and how long it is known when it comes
 *     again
 */
@ConfigurationProperties("tideline.counts")
record CountsProperties(
        @DefaultValue("(?!.*[.](commands|queries|replies)[.])[a-z][a-z0-9-]*([.][a-z][a-z0-9-]*){1,2}[.]v[0-9]+")
        String topics,

        @DefaultValue("24h") Duration retention) {}
