package dev.tideline.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The one topic that everybody publishes to, made anew for each. */
final class Topics implements AutoCloseable {

    static final String NAME = "bench.thing.v1";
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final Admin admin;

    Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    void recreate() {
        if (exists()) {
            get(admin.deleteTopics(List.of(NAME)).all()::get);
        }
        await(() -> !exists());
        get(admin.createTopics(List.of(new NewTopic(NAME, PARTITIONS, (short) 1)))
                .all()::get);
        await(() -> end() == 0);
    }

    /** How many events it holds. */
    long end() {
        return get(admin.listOffsets(IntStream.range(0, PARTITIONS)
                                .mapToObj(partition -> new TopicPartition(NAME, partition))
                                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest())))
                        .all()::get)
                .values()
                .stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    private boolean exists() {
        return get(admin.listTopics().names()::get).contains(NAME);
    }

    private interface Asked<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The topic is not ready within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private static <T> T get(Asked<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
