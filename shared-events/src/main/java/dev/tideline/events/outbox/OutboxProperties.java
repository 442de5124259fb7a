package dev.tideline.events.outbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the outbox is written.
 *
 * @param maxPayload an event larger than this is refused where it is appended, because Kafka would refuse it later
 */
@ConfigurationProperties("tideline.outbox")
record OutboxProperties(@DefaultValue("900KB") DataSize maxPayload) {}
