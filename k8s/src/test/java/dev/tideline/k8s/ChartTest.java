package dev.tideline.k8s;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final Set<String> PUBLISHERS =
            Set.of("todo-service", "user-service", "notification-service", "order-saga-service");

    @Test
    void helmFindsNothingToSay() {
        var result = new Helm(Chart.FOLDER).lint().strict().quiet().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void appVersionIsTheProjectsOwn() throws IOException {
        String version = System.getProperty("project.version", "unknown").replace("-SNAPSHOT", "");
        assertThat(Files.readString(Chart.FOLDER.resolve("Chart.yaml")))
                .contains("version: " + version + "\n")
                .contains("appVersion: \"" + version + "\"\n");
    }

    @Test
    void eachServiceIsInstalled() {
        Map<String, String> kinds = Manifest.all(Chart.render()).stream()
                .filter(Manifest::isWorkload)
                .collect(toMap(Manifest::service, Manifest::kind));
        assertThat(kinds)
                .containsOnly(
                        Map.entry("todo-service", "Deployment"),
                        Map.entry("user-service", "Deployment"),
                        Map.entry("notification-service", "Deployment"),
                        Map.entry("analytics-service", "StatefulSet"),
                        Map.entry("order-saga-service", "Deployment"));
    }

    @Test
    void onlyThoseWithADatabaseGetItAndOnlyPublishersReplicate() {
        for (Manifest workload : workloads(Chart.render())) {
            Map<String, Object> env = env(workload);
            String service = workload.service();
            assertThat(env)
                    .containsEntry("SERVER_PORT", "8080")
                    .containsEntry("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs")
                    .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "kafka.tideline-infra.svc.cluster.local:9092");
            if (service.equals("analytics-service")) {
                assertThat(env)
                        .containsEntry("SPRING_KAFKA_STREAMS_STATE_DIR", "/state")
                        .doesNotContainKey("SPRING_DATASOURCE_URL");
            } else {
                assertThat(env)
                        .containsEntry(
                                "SPRING_DATASOURCE_URL",
                                "jdbc:postgresql://postgres.tideline-infra.svc.cluster.local:5432/tideline")
                        .containsEntry("SPRING_DATASOURCE_PASSWORD", service + "-db/password");
            }
            assertThat(env.get("TIDELINE_RELAY_USERNAME"))
                    .as(service)
                    .isEqualTo(PUBLISHERS.contains(service) ? service + "-relay/username" : null);
        }
    }

    @Test
    void aServicesOwnValueGoesBeforeTheDefaultAlsoWhenFalseOrZero() {
        List<Manifest> manifests = Manifest.all(Chart.render("""
                services:
                  todo-service: {replicas: 0, podDisruptionBudget: {enabled: false}, tag: "9.9"}
                  user-service: {replicas: 3, podDisruptionBudget: {enabled: false}}
                  notification-service: {enabled: false}
                """));
        assertThat(workload(manifests, "todo-service").at("spec.replicas")).isEqualTo(0);
        assertThat(workload(manifests, "todo-service").text()).contains("tideline/todo-service:9.9\"");
        assertThat(workload(manifests, "user-service").at("spec.replicas")).isEqualTo(3);
        assertThat(manifests).noneMatch(m -> m.service().equals("notification-service"));
        assertThat(manifests)
                .filteredOn(m -> m.kind().equals("PodDisruptionBudget"))
                .extracting(Manifest::service)
                .containsExactly("order-saga-service");
    }

    @Test
    void anAutoscaledServiceLeavesReplicasToTheAutoscaler() {
        List<Manifest> manifests =
                Manifest.all(Chart.render("services: {todo-service: {autoscaling: {enabled: true, maxReplicas: 9}}}"));
        assertThat(workload(manifests, "todo-service").at("spec.replicas")).isNull();
        assertThat(manifests)
                .filteredOn(m -> m.kind().equals("HorizontalPodAutoscaler"))
                .singleElement()
                .satisfies(m -> assertThat(m.at("spec.maxReplicas")).isEqualTo(9));
    }

    @Test
    void theNetworkPolicyOpensThePortsThatAreConfigured() {
        Manifest policy = Manifest.all(Chart.render("""
                        kafka: {bootstrapServers: "a:9094,b:9094,c:9095"}
                        postgres: {port: 6432}
                        """)).stream()
                .filter(m -> m.kind().equals("NetworkPolicy") && m.service().equals("todo-service"))
                .findFirst()
                .orElseThrow();
        assertThat(policy.list("spec.egress").stream()
                        .flatMap(rule -> Manifest.list(rule, "ports").stream())
                        .map(port -> port.get("port")))
                .containsExactly(53, 53, 9094, 9095, 6432, "http");
        assertThat(Chart.render("networkPolicy: {enabled: false}")).doesNotContain("kind: NetworkPolicy");
    }

    @Test
    void aLongReleaseNameStillFits() {
        String rendering = Chart.template()
                .withName("a-release-name-of-the-fifty-three-characters-allowed")
                .withValuesFile(Chart.EXAMPLE)
                .call();
        assertThat(Policy.breaches(Manifest.all(rendering))).isEmpty();
    }

    @Test
    void theNotesNameEachSecretToCreate() {
        String notes = new Helm(Chart.FOLDER)
                .install()
                .withName("tideline")
                .withNamespace("tideline")
                .withValuesFile(Chart.EXAMPLE)
                .withKubeVersion("1.34.0")
                .clientOnly()
                .dryRun()
                .call()
                .getOutput();
        assertThat(notes.substring(notes.indexOf("NOTES:")))
                .contains(
                        "todo-service-relay\n",
                        "order-saga-service-db\n",
                        "tideline-master-key\n",
                        "statefulset/tideline-analytics-service\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                       | kafka.bootstrapServers is required: the Kafka to use
            postgres: {host: pg}                                     | kafka.bootstrapServers is required: the Kafka to use
            kafka: {bootstrapServers: 'k:9092'}                      | security.issuer is required: the address of user-service
            {kafka: {bootstrapServers: 'k:9092'}, security: {issuer: 'https://a.example'}} | postgres.host is required: the Postgres to use
            """)
    void withoutKafkaIssuerOrPostgresItSaysWhatToGive(String values, String message) {
        assertThatThrownBy(() -> Chart.renderBare(values)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {bootstrapServers: kafka-without-port}",
                "kafka: {bootstrap: 'k:9092'}",
                "kafka: null",
                "postgres: {port: '5432'}",
                "postgres: {port: 70000}",
                "security: {issuer: accounts.example.com}",
                "image: {pullPolicy: Sometimes}",
                "image: {tag: 1.0}",
                "defaults: {replicas: two}",
                "defaults: {replicas: -1}",
                "defaults: {replica: 2}",
                "defaults: {resources: {limits: {memory: 512MB}}}",
                "defaults: {extraEnv: {A: b}}",
                "defaults: {extraEnv: [{name: A, value: 1}]}",
                "defaults: {extraEnv: [{name: A}]}",
                "networkPolicy: {enabled: 'yes'}",
                "services: {todo-servise: {replicas: 1}}",
                "services: {todo-service: {existingSecret: ''}}",
                "services: {todo-service: {existingSecret: null}}",
                "services: {order-saga-service: {relaySecret: null}}",
                "services: {analytics-service: {state: {size: big}}}",
                "services: {user-service: {autoscaling: {maxReplicas: 0}}}",
                "kafkaa: {}"
            })
    void theSchemaRefuses(String values) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining("values don't meet the specifications");
    }

    private static List<Manifest> workloads(String rendering) {
        return Manifest.all(rendering).stream().filter(Manifest::isWorkload).toList();
    }

    private static Manifest workload(List<Manifest> manifests, String service) {
        return manifests.stream()
                .filter(m -> m.isWorkload() && m.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    /** Values as they are, references as secret/key. */
    private static Map<String, Object> env(Manifest workload) {
        return Manifest.list(workload.list("spec.template.spec.containers").getFirst(), "env").stream()
                .collect(toMap(
                        env -> env.get("name") + "",
                        env -> env.containsKey("value")
                                ? env.get("value") + ""
                                : Manifest.at(env, "valueFrom.secretKeyRef.name") + "/"
                                        + Manifest.at(env, "valueFrom.secretKeyRef.key")));
    }
}
