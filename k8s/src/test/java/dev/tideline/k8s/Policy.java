package dev.tideline.k8s;

import static dev.tideline.k8s.Manifest.asMap;
import static dev.tideline.k8s.Manifest.at;
import static dev.tideline.k8s.Manifest.list;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every rendering must keep to, whatever the values: one sentence for each breach, none when all is well. */
final class Policy {

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|secret|token|credential|api_?key|username).*");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?i)(password|passwd|secret|token)\\s*=|://[^/\\s:@]+:[^/\\s@]+@|-----BEGIN");

    private final List<Manifest> manifests;
    private final List<String> breaches = new ArrayList<>();

    private Policy(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    static List<String> breaches(List<Manifest> manifests) {
        Policy policy = new Policy(manifests);
        policy.eachNameIsUsedOnce();
        policy.noSecretIsWrittenOut();
        policy.selectorsFindPods();
        policy.servicesMeetAPort();
        manifests.stream().filter(Manifest::isWorkload).forEach(policy::workload);
        return List.copyOf(policy.breaches);
    }

    private void eachNameIsUsedOnce() {
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : manifests) {
            must(seen.add(manifest.toString()), manifest, "is there twice");
            must(manifest.name().length() <= 63, manifest, "has a name longer than 63 characters");
        }
    }

    private void noSecretIsWrittenOut() {
        for (Manifest manifest : manifests) {
            must(!manifest.kind().equals("Secret"), manifest, "is a secret; name an existing one instead");
            must(!SECRET_VALUE.matcher(manifest.text()).find(), manifest, "has a secret in its text");
        }
    }

    private void selectorsFindPods() {
        Map<String, String> selectors = Map.of(
                "Deployment", "spec.selector.matchLabels",
                "StatefulSet", "spec.selector.matchLabels",
                "PodDisruptionBudget", "spec.selector.matchLabels",
                "NetworkPolicy", "spec.podSelector.matchLabels",
                "Service", "spec.selector");
        for (Manifest manifest : manifests) {
            String path = selectors.get(manifest.kind());
            if (path != null) {
                long found = workloads(asMap(manifest.at(path))).count();
                must(found == 1, manifest, "selects the pods of " + found + " workloads");
            }
            if (manifest.kind().equals("HorizontalPodAutoscaler")) {
                String target =
                        manifest.string("spec.scaleTargetRef.kind") + " " + manifest.string("spec.scaleTargetRef.name");
                must(manifests.stream().anyMatch(m -> m.toString().equals(target)), manifest, "scales no workload");
            }
        }
    }

    private void servicesMeetAPort() {
        for (Manifest service : ofKind("Service").toList()) {
            for (Map<String, Object> port : service.list("spec.ports")) {
                boolean met = workloads(asMap(service.at("spec.selector")))
                        .flatMap(workload -> workload.list("spec.template.spec.containers").stream())
                        .flatMap(container -> list(container, "ports").stream())
                        .anyMatch(open -> Objects.equals(open.get("name"), port.get("targetPort")));
                must(met, service, "targets the port " + port.get("targetPort") + ", which no container names");
            }
        }
    }

    private void workload(Manifest workload) {
        Object pod = workload.at("spec.template.spec");
        must(is(pod, "securityContext.runAsNonRoot", true), workload, "may run as root");
        must(number(pod, "securityContext.runAsUser") > 0, workload, "names no user other than root");
        must(is(pod, "securityContext.seccompProfile.type", "RuntimeDefault"), workload, "has no seccomp profile");
        must(is(pod, "automountServiceAccountToken", false), workload, "mounts a service account's token");
        must(is(pod, "enableServiceLinks", false), workload, "takes an environment from its neighbours");
        must(
                ofKind("ServiceAccount").anyMatch(account -> is(pod, "serviceAccountName", account.name())),
                workload,
                "has no service account of its own");
        must(at(pod, "topologySpreadConstraints") != null, workload, "is not spread over nodes");
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            must(at(pod, host) == null, workload, "asks for " + host);
        }
        must(
                replicas(workload) <= 1 || ofKind("PodDisruptionBudget").anyMatch(b -> sameService(b, workload)),
                workload,
                "has several replicas and no disruption budget");
        if (workload.kind().equals("Deployment")) {
            must(
                    is(workload.content(), "spec.strategy.rollingUpdate.maxUnavailable", 0),
                    workload,
                    "goes below its replicas in a roll-out");
        }
        Set<Object> volumes = new HashSet<>();
        workload.list("spec.template.spec.volumes").forEach(volume -> volumes.add(at(volume, "name") + ""));
        workload.list("spec.volumeClaimTemplates").forEach(claim -> volumes.add(at(claim, "metadata.name") + ""));
        for (Map<String, Object> container : workload.list("spec.template.spec.containers")) {
            container(workload, container);
            for (Map<String, Object> mount : list(container, "volumeMounts")) {
                must(volumes.contains(mount.get("name")), workload, "mounts no volume: " + mount.get("name"));
            }
            must(at(container, "lifecycle.preStop") != null, workload, "makes no pause before it stops");
            must(
                    number(container, "lifecycle.preStop.sleep.seconds") < number(pod, "terminationGracePeriodSeconds"),
                    workload,
                    "is killed while it is still being taken out of the load balancers");
        }
    }

    private void container(Manifest workload, Map<String, Object> container) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Object port = at(container, probe + ".httpGet.port");
            must(
                    list(container, "ports").stream()
                            .anyMatch(open -> port != null && Objects.equals(open.get("name"), port)),
                    workload,
                    "has no " + probe + " on a named port");
        }
        must(is(container, "readinessProbe.httpGet.path", "/actuator/health/readiness"), workload, "is ready too soon");
        for (String resource : List.of("requests.cpu", "requests.memory", "limits.memory")) {
            must(at(container, "resources." + resource) != null, workload, "has no " + resource);
        }
        must(is(container, "securityContext.readOnlyRootFilesystem", true), workload, "may write its own files");
        must(is(container, "securityContext.allowPrivilegeEscalation", false), workload, "may gain privileges");
        must(!is(container, "securityContext.privileged", true), workload, "is privileged");
        must(is(container, "securityContext.capabilities.drop", List.of("ALL")), workload, "keeps capabilities");
        must(!(container.get("image") + "").matches(".*(:latest|[^:]*/[^:]*)"), workload, "runs a floating image");
        Set<Object> names = new HashSet<>();
        for (Map<String, Object> env : list(container, "env")) {
            String name = env.get("name") + "";
            must(names.add(name), workload, "sets " + name + " twice");
            must(
                    !SECRET_NAME.matcher(name).matches() || at(env, "valueFrom.secretKeyRef") != null,
                    workload,
                    "has " + name + " from elsewhere than a secret");
        }
    }

    private long replicas(Manifest workload) {
        return ofKind("HorizontalPodAutoscaler")
                .filter(scaler -> sameService(scaler, workload))
                .mapToLong(scaler -> number(scaler.content(), "spec.minReplicas"))
                .findFirst()
                .orElseGet(() -> number(workload.content(), "spec.replicas"));
    }

    private Stream<Manifest> ofKind(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    private Stream<Manifest> workloads(Map<String, Object> selector) {
        return manifests.stream().filter(Manifest::isWorkload).filter(workload -> {
            Map<String, Object> labels = asMap(workload.at("spec.template.metadata.labels"));
            return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
        });
    }

    private static boolean sameService(Manifest one, Manifest other) {
        return one.service().equals(other.service());
    }

    private static boolean is(@Nullable Object from, String path, Object expected) {
        return expected.equals(at(from, path));
    }

    private static long number(@Nullable Object from, String path) {
        return at(from, path) instanceof Number number ? number.longValue() : 0;
    }

    private void must(boolean kept, Manifest manifest, String otherwise) {
        if (!kept) {
            breaches.add(manifest + " " + otherwise);
        }
    }
}
