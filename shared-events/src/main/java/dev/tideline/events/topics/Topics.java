package dev.tideline.events.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a cluster, seen by an owner of some. Fails within seconds where Kafka is away. */
public final class Topics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Admin admin;

    public Topics(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.admin = Admin.create(config);
    }

    /**
     * Those that exist are left as they are.
     *
     * @return whether all exist now; what Kafka refuses to make is logged
     * @throws ExecutionException where Kafka does not answer
     */
    public boolean create(Collection<NewTopic> topics) throws ExecutionException, InterruptedException {
        Collection<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        boolean all = true;
        for (var created : admin.createTopics(missing).values().entrySet()) {
            try {
                created.getValue().get();
                log.info("Created topic {}", created.getKey());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case TopicExistsException _ -> {}
                    case RetriableException _ -> throw e;
                    case ApiException refused -> {
                        log.error("Topic {} cannot be created: {}", created.getKey(), refused.toString());
                        all = false;
                    }
                    case null, default -> throw e;
                }
            }
        }
        return all;
    }

    /**
     * Whether there is such a topic.
     *
     * @throws ExecutionException where Kafka does not answer
     */
    public boolean exists(String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Gives topics that have fewer partitions that many. Only for topics whose records are not placed by their keys. */
    public void grow(Collection<String> topics, int partitions) throws ExecutionException, InterruptedException {
        Map<String, NewPartitions> fewer = new HashMap<>();
        for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
            if (topic.partitions().size() < partitions) {
                fewer.put(topic.name(), NewPartitions.increaseTo(partitions));
            }
        }
        admin.createPartitions(fewer).all().get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
