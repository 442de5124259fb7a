package dev.tideline.events.commandlog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long commands are remembered.
 *
 * @param retention at least so long a command that comes again is known, and not carried out once more; longer than the topics and the inbox
 *     keep theirs
 * @param prune how often what is past it is deleted
 */
@ConfigurationProperties("tideline.command-log")
record CommandLogProperties(
        @DefaultValue("30d") Duration retention,
        @DefaultValue("1h") Duration prune) {}
