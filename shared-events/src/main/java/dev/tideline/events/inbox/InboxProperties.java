package dev.tideline.events.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the inbox remembers.
 *
 * @param retention how long an event's id is known, counted from the making of the event; longer than the topics keep it
 * @param prune how often what is past it is dropped
 */
@ConfigurationProperties("tideline.inbox")
record InboxProperties(
        @DefaultValue("8d") Duration retention,
        @DefaultValue("1h") Duration prune) {}
