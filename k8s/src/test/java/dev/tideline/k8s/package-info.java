/**
 * Keeps the chart and its rendering honest without a cluster: Helm itself lints and renders (helm-java), Kubernetes' own model reads
 * every object ({@link dev.tideline.k8s.KubernetesModel}), and {@link dev.tideline.k8s.Policy} says what this project asks beyond
 * that. Each checker is shown to fail on planted faults.
 */
@NullMarked
package dev.tideline.k8s;

import org.jspecify.annotations.NullMarked;
