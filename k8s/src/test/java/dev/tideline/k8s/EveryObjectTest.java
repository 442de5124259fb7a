package dev.tideline.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every object of very different renderings, before the model and the policy; and both before planted faults. */
class EveryObjectTest {

    private static final String EVERYTHING = """
            imagePullSecrets: [registry]
            networkPolicy:
              ingressFrom: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}}]
              extraEgress: [{ports: [{port: 4318, protocol: TCP}]}]
            defaults:
              replicas: 3
              autoscaling: {enabled: true}
              podDisruptionBudget: {maxUnavailable: 25%}
              extraEnv:
                - {name: SPRING_PROFILES_ACTIVE, value: production}
                - {name: SMTP_PASSWORD, valueFrom: {secretKeyRef: {name: smtp, key: password}}}
            services:
              analytics-service:
                existingSecret: analytics-service-db
                replicas: 2
                state: {storageClassName: fast}
            """;

    private static final String LEAST = """
            networkPolicy: {enabled: false}
            defaults: {replicas: 1}
            services: {analytics-service: {state: {persistent: false}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LEAST})
    void isWhatKubernetesKnows(String values) {
        List<Manifest> manifests = Manifest.all(Chart.render(values));
        assertThat(manifests).hasSizeGreaterThanOrEqualTo(16).allSatisfy(KubernetesModel::check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", EVERYTHING, LEAST})
    void keepsToThePolicy(String values) {
        assertThat(Policy.breaches(Manifest.all(Chart.render(values)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            livenessProbe:          | livenesProbe:            | livenesProbe
            readOnlyRootFilesystem: | readOnlyRootFileSystem:  | readOnlyRootFileSystem
            maxSurge:               | maxSurges:               | maxSurges
            containerPort: 8080     | containerPort: eight     | eight
            periodSeconds: 10       | periodSeconds: ten       | ten
            drop: [ALL]             | drop: ALL                | drop
            'containers:'           | 'container:'             | container
            privileged: false       | privileged: [no]         | /privileged is
            privileged: false       | privileged: never        | /privileged is
            containerPort: 8080     | 'containerPort: ''8080'''    | /containerPort is
            kind: Deployment        | kind: Deploiment         | Deploiment
            memory: 384Mi           | memory: plenty           | plenty
            """)
    void theModelCatches(String right, String wrong, String named) {
        List<Manifest> planted = Manifest.all(plant(right, wrong));
        assertThatThrownBy(() -> planted.forEach(KubernetesModel::check))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            readOnlyRootFilesystem: true    | readOnlyRootFilesystem: false    | may write its own files
            runAsNonRoot: true              | runAsNonRoot: false              | may run as root
            runAsUser: 10001                | runAsUser: 0                     | names no user other than root
            drop: [ALL]                     | drop: [NET_RAW]                  | keeps capabilities
            allowPrivilegeEscalation: false | allowPrivilegeEscalation: true   | may gain privileges
            startupProbe:                   | x-startupProbe:                  | has no startupProbe
            port: http                      | port: web                        | has no livenessProbe on a named port
            targetPort: http                | targetPort: web                  | which no container names
            limits:                         | x-limits:                        | has no limits.memory
            automountServiceAccountToken: false | automountServiceAccountToken: true | mounts a service account's token
            kind: PodDisruptionBudget       | kind: PodDisruptionPlan          | no disruption budget
            - name: state                   | - name: nowhere                  | mounts no volume: nowhere
            service:0.1.0                   | service:latest                   | runs a floating image
            service:0.1.0                   | service                          | runs a floating image
            preStop:                        | x-preStop:                       | makes no pause
            terminationGracePeriodSeconds: 45 | terminationGracePeriodSeconds: 5 | is killed while
            ':5432/tideline'                | ':5432/tideline?password=x'      | has a secret in its text
            name: SERVER_PORT               | name: SMTP_PASSWORD              | SMTP_PASSWORD from elsewhere than a secret
            kind: ServiceAccount            | kind: Secret                     | is a secret
            """)
    void thePolicyCatches(String right, String wrong, String said) {
        assertThat(Policy.breaches(Manifest.all(plant(right, wrong)))).anyMatch(breach -> breach.contains(said));
    }

    @Test
    void thePolicyCatchesASelectorThatMissesItsPods() {
        List<Manifest> planted = Manifest.all(Chart.render()).stream()
                .map(m -> m.kind().equals("Service")
                        ? Manifest.of(m.text().replace("name: todo-service", "name: todo"))
                        : m)
                .toList();
        assertThat(Policy.breaches(planted)).contains("Service tideline-todo-service selects the pods of 0 workloads");
    }

    private static String plant(String right, String wrong) {
        String rendering = Chart.render();
        assertThat(rendering).contains(right);
        return rendering.replace(right, wrong);
    }
}
