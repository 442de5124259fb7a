package dev.tideline.localstack;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code ./tideline kafka <tool> …}: Kafka's own tools, told where the broker is. */
record KafkaTool(String main) {
    static final Map<String, KafkaTool> TOOLS = new TreeMap<>(Map.ofEntries(
            tool("topics", "org.apache.kafka.tools.TopicCommand"),
            tool("console-consumer", "org.apache.kafka.tools.consumer.ConsoleConsumer"),
            tool("console-producer", "org.apache.kafka.tools.ConsoleProducer"),
            tool("console-share-consumer", "org.apache.kafka.tools.consumer.ConsoleShareConsumer"),
            tool("consumer-groups", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
            tool("share-groups", "org.apache.kafka.tools.consumer.group.ShareGroupCommand"),
            tool("streams-groups", "org.apache.kafka.tools.streams.StreamsGroupCommand"),
            tool("groups", "org.apache.kafka.tools.GroupsCommand"),
            tool("configs", "kafka.admin.ConfigCommand"),
            tool("get-offsets", "org.apache.kafka.tools.GetOffsetShell"),
            tool("delete-records", "org.apache.kafka.tools.DeleteRecordsCommand"),
            tool("transactions", "org.apache.kafka.tools.TransactionsCommand"),
            tool("log-dirs", "org.apache.kafka.tools.LogDirsCommand"),
            tool("metadata-quorum", "org.apache.kafka.tools.MetadataQuorumCommand"),
            tool("broker-api-versions", "org.apache.kafka.tools.BrokerApiVersionsCommand"),
            tool("features", "org.apache.kafka.tools.FeatureCommand")));

    static int run(List<String> words, Ports ports) {
        var tool = words.isEmpty() ? null : TOOLS.get(words.getFirst());
        if (tool == null) {
            System.err.println("Usage: ./tideline kafka <tool> [options], where tool is one of\n"
                    + TOOLS.keySet().stream().map(it -> "  " + it + "\n").collect(Collectors.joining()));
            return words.isEmpty() ? 0 : 2;
        }
        tool.call(tool.arguments(words.subList(1, words.size()), ports));
        return 0;
    }

    /** The user's words first: some tools take a command as their first. */
    List<String> arguments(List<String> words, Ports ports) {
        var arguments = new ArrayList<>(words);
        if (!words.contains("--bootstrap-server") && !words.contains("--help")) {
            arguments.addAll(List.of("--bootstrap-server", "localhost:" + ports.of(Suite.KAFKA)));
        }
        return arguments;
    }

    private void call(List<String> arguments) {
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object)
                    arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(main + " " + arguments, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(main, e);
        }
    }

    private static Map.Entry<String, KafkaTool> tool(String name, String main) {
        return Map.entry(name, new KafkaTool(main));
    }
}
