package dev.tideline.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideline.testing.servers.WithServers;
import dev.tideline.testing.tokens.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.client.RestTestClient;

/** An alert on a meter that nobody exposes never fires. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@WithServers
class AlertsTest {

    private static final Pattern METER = Pattern.compile("\\b(?:kafka|tideline)_(?!projection)[a-z_]+");

    @Autowired
    private RestTestClient client;

    @Test
    void everyMeterOfTheAlertsIsExposed() throws Exception {
        var meters = METER.matcher(Files.readString(Path.of("../docs/alerts.yaml")))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(meters).hasSizeGreaterThan(5);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.get()
                                .uri("/actuator/prometheus")
                                .header("Authorization", "Bearer " + Tokens.operator(Tokens.TENANT, "ops"))
                                .exchange()
                                .expectBody(String.class)
                                .returnResult()
                                .getResponseBody())
                        .contains(meters));
    }
}
