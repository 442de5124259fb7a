package dev.tideline.testing.servers;

import java.util.Map;
import java.util.TreeMap;

/** What the brokers of tests and of local-stack share, whether they run in a JVM of ours or in a container. */
final class BrokerSettings {
    private BrokerSettings() {}

    static Map<String, String> all() {
        var settings = new TreeMap<String, String>();
        settings.putAll(oneBroker());
        settings.putAll(quickGroups());
        settings.putAll(quickRestart());
        settings.putAll(smallBuffers());
        return settings;
    }

    private static Map<String, String> oneBroker() {
        return Map.ofEntries(
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "5"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "5"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "5"));
    }

    // A killed consumer is replaced after ten seconds instead of forty-five.
    private static Map<String, String> quickGroups() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                "group.consumer.min.session.timeout.ms", "6000",
                "group.consumer.session.timeout.ms", "10000",
                "group.consumer.min.heartbeat.interval.ms", "1000",
                "group.consumer.heartbeat.interval.ms", "3000",
                "group.streams.min.session.timeout.ms", "6000",
                "group.streams.session.timeout.ms", "10000",
                "group.streams.min.heartbeat.interval.ms", "1000",
                "group.streams.heartbeat.interval.ms", "3000");
    }

    // After a kill the controller turns the broker away until the session of its predecessor has ended.
    private static Map<String, String> quickRestart() {
        return Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");
    }

    private static Map<String, String> smallBuffers() {
        return Map.of(
                "log.cleaner.dedupe.buffer.size", "4194304",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "background.threads", "4",
                "group.coordinator.threads", "1");
    }
}
