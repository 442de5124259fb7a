package dev.tideline.events.relay;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbox gets to Kafka.
 *
 * @param enabled whether this instance takes part
 * @param username a role that may replicate, and that owns nothing
 * @param password its password
 * @param owns the domains whose topics this service creates: {@code todos} for {@code todos.task.v1}
 * @param partitions of each topic created
 * @param replicas of each topic created; -1 leaves it to the broker
 * @param retention of each topic created
 * @param pollInterval how long the engine rests when there is nothing to read
 * @param heartbeat how often a quiet database is made to let go of its write-ahead log
 * @param retryDelay the pause before a failed engine is started again
 * @param topicWait how long an event for a topic that does not exist holds all others up, before it is parked
 * @param retryParked how often parked events are tried again
 */
@ConfigurationProperties("tideline.relay")
record RelayProperties(
        @DefaultValue("true") boolean enabled,
        String username,
        String password,
        @DefaultValue Set<String> owns,
        @DefaultValue("6") int partitions,
        @DefaultValue("-1") short replicas,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("10ms") Duration pollInterval,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("1s") Duration retryDelay,
        @DefaultValue("10s") Duration topicWait,
        @DefaultValue("1m") Duration retryParked) {}
