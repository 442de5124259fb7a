package dev.tideline.events.cqrs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long who sends and asks may be kept waiting.
 *
 * @param patience of a command that comes again while the first is still under way
 * @param freshness of a query, for the projection to show what it has to
 */
@ConfigurationProperties("tideline.cqrs")
record CqrsProperties(
        @DefaultValue("10s") Duration patience,
        @DefaultValue("2s") Duration freshness) {}
