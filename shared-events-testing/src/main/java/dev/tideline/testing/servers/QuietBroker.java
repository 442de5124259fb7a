package dev.tideline.testing.servers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Silences the broker that runs inside the tests' JVM; the loggers of Kafka's clients stay as they are. */
final class QuietBroker implements EnvironmentPostProcessor {
    private static final List<String> LOGGERS = List.of(
            "kafka",
            "state.change.logger",
            "org.apache.kafka.controller",
            "org.apache.kafka.coordinator",
            "org.apache.kafka.image",
            "org.apache.kafka.metadata",
            "org.apache.kafka.network",
            "org.apache.kafka.queue",
            "org.apache.kafka.raft",
            "org.apache.kafka.server",
            "org.apache.kafka.snapshot",
            "org.apache.kafka.storage",
            "org.apache.kafka.timeline",
            "org.apache.kafka.common.config",
            "org.apache.kafka.common.utils.AppInfoParser");

    /** For tests without a Spring context. */
    static void hush() {
        var logging = LoggingSystem.get(QuietBroker.class.getClassLoader());
        LOGGERS.forEach(it -> logging.setLogLevel(it, LogLevel.OFF));
    }

    // As the last source, before Boot sets the levels: a test that wants to hear the broker says so in its own
    // properties.
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> levels =
                LOGGERS.stream().collect(Collectors.toMap(it -> "logging.level." + it, _ -> "off"));
        environment.getPropertySources().addLast(new MapPropertySource("quietBroker", levels));
    }
}
