package dev.tideline.events.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the outbox is written and kept.
 *
 * @param maxPayload an event larger than this is refused where it is appended, because Kafka would refuse it later
 * @param dueCheck how often at least it is looked for delayed events that are due
 * @param retention how long published rows stay, to be published again should the slot be lost
 * @param partition the time that one partition of the table spans
 * @param pruneCheck how often partitions are made ahead and dropped
 * @param slot the replication slot whose confirmation allows dropping; {@code <schema>_outbox} if not given
 */
@ConfigurationProperties("tideline.outbox")
record OutboxProperties(
        @DefaultValue("900KB") DataSize maxPayload,
        @DefaultValue("5s") Duration dueCheck,
        @DefaultValue("3d") Duration retention,
        @DefaultValue("1d") Duration partition,
        @DefaultValue("10m") Duration pruneCheck,
        @Nullable String slot) {}
