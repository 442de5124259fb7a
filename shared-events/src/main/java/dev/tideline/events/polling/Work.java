package dev.tideline.events.polling;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a member of a group does with what it polls. */
public interface Work {

    /**
     * Does it, on a thread of its own, never twice at a time. What has not come back as {@link Later} is done, and its offsets are
     * committed. An exception brings all of it back a little later.
     */
    List<Later> work(List<ConsumerRecord<byte[], byte[]>> records);

    /**
     * These partitions are ours now.
     *
     * @param positions where reading begins; -1 where that could not be told
     */
    default void assigned(Map<TopicPartition, Long> positions) {}

    /** These are not ours any more. */
    default void gone(Collection<TopicPartition> partitions) {}
}
