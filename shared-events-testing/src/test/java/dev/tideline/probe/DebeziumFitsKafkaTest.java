package dev.tideline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Broker, clients, Connect and Debezium stand on one class path; that they work together the other tests of this package show. */
class DebeziumFitsKafkaTest {

    private static final Pattern JAR = Pattern.compile("(?:^|/)([a-z0-9_.-]+?)-(\\d+[.].*)[.]jar$");

    @Test
    void thereIsOneKafka() {
        assertThat(versions("kafka-clients|kafka-server|kafka-metadata|connect-.*|kafka_2[.]13"))
                .hasSize(1);
    }

    @Test
    void thereIsOneDebezium() {
        assertThat(versions("debezium-.*")).hasSize(1);
    }

    @Test
    void thereIsOneJackson3() {
        assertThat(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(jar -> jar.contains("/tools/jackson/core/jackson-databind/")))
                .hasSize(1);
    }

    private static List<String> versions(String artifacts) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(jar -> JAR.matcher(jar.replace(File.separatorChar, '/')))
                .filter(Matcher::find)
                .filter(jar -> jar.group(1).matches(artifacts))
                .map(jar -> jar.group(2))
                .distinct()
                .toList();
    }
}
