package dev.tideline.events.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The partitions that one member of the group may commit for. Taking a partition over waits for the transaction in which the member
 * before works on it, and makes every later one of that member fail; so no two ever work on a partition, however late one learns that
 * it is out. A member that is frozen in the middle of a transaction is cut off by the database after a while.
 */
final class Tenures {

    /** Somebody else has taken the partition over. */
    static final class Over extends RuntimeException {
        Over(Collection<TopicPartition> partitions) {
            super("Another member works on some of " + partitions + " now");
        }
    }

    private record Tenure(long epoch, boolean whole) {}

    private final String consumer;
    private final JdbcClient jdbc;
    private final Attempts attempts;
    private final Duration longestSilence;
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Tenure> held = new ConcurrentHashMap<>();

    Tenures(String consumer, JdbcClient jdbc, Attempts attempts, Duration longestSilence) {
        this.consumer = consumer;
        this.jdbc = jdbc;
        this.attempts = attempts;
        this.longestSilence = longestSilence;
    }

    void assigned(Map<TopicPartition, Long> from) {
        from.keySet().forEach(held::remove);
        positions.putAll(from);
    }

    void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(held::remove);
        partitions.forEach(positions::remove);
    }

    boolean lacks(Collection<TopicPartition> partitions) {
        return !held.keySet().containsAll(partitions);
    }

    /** Takes over what is ours and not yet held, in a transaction of its own: what did not commit is not held. */
    void take(Collection<TopicPartition> partitions) {
        List<TopicPartition> missing = partitions.stream()
                .filter(each -> positions.containsKey(each) && !held.containsKey(each))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        held.putAll(attempts.call(() -> {
            Map<TopicPartition, Tenure> taken = new HashMap<>();
            missing.forEach(each -> taken.put(each, take(each)));
            return taken;
        }));
    }

    private Tenure take(TopicPartition partition) {
        boolean whole = positions.getOrDefault(partition, -1L) == 0;
        return jdbc.sql("""
                        insert into delivery_partition as held (consumer, topic, partition_id, epoch, whole) values (?, ?, ?, 1, ?)
                        on conflict (consumer, topic, partition_id) do update set epoch = held.epoch + 1
                        returning epoch, whole
                        """)
                .params(consumer, partition.topic(), partition.partition(), whole)
                .query((row, _) -> new Tenure(row.getLong(1), row.getBoolean(2)))
                .single();
    }

    /** Whether all of the partition has been read by this consumer, from its first offset on. */
    boolean whole(TopicPartition partition) {
        Tenure tenure = held.get(partition);
        return tenure != null && tenure.whole;
    }

    /**
     * To be called first in each transaction: from here to its end nobody takes the partitions over.
     *
     * @throws Over if somebody has
     */
    void hold(Collection<TopicPartition> partitions) {
        Map<String, Tenure> ours = new TreeMap<>(); // sorted, so that two never wait for each other
        for (TopicPartition each : partitions) {
            Tenure tenure = held.get(each);
            if (tenure == null) {
                throw new Over(partitions);
            }
            ours.put(each.topic() + "-" + each.partition(), tenure);
        }
        long locked = jdbc.sql("""
                        select count(*), set_config('idle_in_transaction_session_timeout', :silence, true) from (
                            select from delivery_partition p
                            join unnest(:names, :epochs) as ours (name, epoch)
                              on p.topic || '-' || p.partition_id = ours.name and p.epoch = ours.epoch
                            where p.consumer = :consumer
                            for share of p) as locked
                        """)
                .param("consumer", consumer)
                .param("silence", Long.toString(longestSilence.toMillis()))
                .param("names", ours.keySet().toArray(String[]::new))
                .param("epochs", ours.values().stream().map(Tenure::epoch).toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .single();
        if (locked != ours.size()) {
            partitions.forEach(held::remove);
            throw new Over(partitions);
        }
    }
}
