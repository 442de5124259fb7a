package dev.tideline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaToolTest {
    private final Ports ports = Ports.from(Map.of("TIDELINE_KAFKA_PORT", "19092"));

    @Test
    void everyToolExists() {
        assertThat(KafkaTool.TOOLS.values())
                .allSatisfy(it -> assertThat(Class.forName(it.main())).hasDeclaredMethods("main"));
    }

    @Test
    void theBrokerIsAddedUnlessNamed() {
        var topics = new KafkaTool("topics");

        assertThat(topics.arguments(List.of("--list"), ports))
                .containsExactly("--list", "--bootstrap-server", "localhost:19092");
        assertThat(topics.arguments(List.of("--list", "--bootstrap-server", "elsewhere:1"), ports))
                .containsExactly("--list", "--bootstrap-server", "elsewhere:1");
    }
}
