package dev.tideline.events.polling;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/** From this offset on the partition is to be read again, after a pause. */
public record Later(TopicPartition partition, long offset, Duration pause) {}
