package dev.tideline.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The broker of docker-compose.yml behaves as the one of local-stack and of the tests. */
class ComposeBrokerTest {
    @Test
    void composeGivesItsBrokerTheSettingsOfAllOthers() throws IOException {
        var wanted = new HashMap<String, String>();
        BrokerSettings.all().forEach((name, value) -> wanted.put(ContainerServers.environmentName(name), value));

        assertThat(environment()).containsAllEntriesOf(wanted);
    }

    private static Map<String, String> environment() throws IOException {
        Map<String, Map<String, Map<String, Map<String, Object>>>> compose =
                new Yaml().load(Files.readString(Path.of("../docker-compose.yml")));
        var environment = new HashMap<String, String>();
        compose.get("services")
                .get("kafka")
                .get("environment")
                .forEach((name, value) -> environment.put(name, "" + value));
        return environment;
    }
}
