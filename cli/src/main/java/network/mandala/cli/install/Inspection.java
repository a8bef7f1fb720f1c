package network.mandala.cli.install;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.mandala.cli.follow.Conditions;
import network.mandala.cluster.Cluster;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;

/** Looks at a cluster and what was installed in it, part by part. Changes nothing. */
final class Inspection {
  private static final int NAMED = 3;
  private static final Part NOT_INSTALLED =
      Part.unwell("operator", "is not installed", "mandala up");

  private final Cluster cluster;
  private final KubernetesClient client;

  Inspection(Cluster cluster, KubernetesClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  List<Part> look() {
    var parts = new ArrayList<Part>();
    parts.add(cluster());
    if (!parts.getFirst().healthy()) {
      return parts;
    }
    try {
      parts.add(deployment("operator").orElse(NOT_INSTALLED));
      deployment("registry").ifPresent(parts::add);
      ledger().ifPresent(parts::add);
      deployment("billing").ifPresent(parts::add);
      deployment("bridge").ifPresent(parts::add);
      deployment("gateway").ifPresent(parts::add);
      if (parts.get(1).healthy()) {
        parts.add(
            resources(
                "projects",
                client.resources(Project.class).list().getItems(),
                project ->
                    project.getStatus() == null ? List.of() : project.getStatus().conditions(),
                "mandala project get NAME"));
        parts.add(
            resources(
                "agents",
                client.resources(Agent.class).inAnyNamespace().list().getItems(),
                agent -> agent.getStatus() == null ? List.of() : agent.getStatus().conditions(),
                "mandala agent status NAME --project PROJECT"));
      }
    } catch (KubernetesClientException e) {
      parts.add(
          Part.unwell(
              "API server", "does not answer as it should: " + e.getMessage(), "mandala up"));
    }
    return parts;
  }

  private Part cluster() {
    var status = cluster.status();
    var name = "cluster";
    if (status.running()) {
      return Part.well(name, cluster.provider() + ", kubeconfig " + cluster.kubeconfig());
    }
    var gone =
        status.lines().stream()
            .filter(line -> line.contains("gone") || line.contains(" not "))
            .map(line -> line.replaceAll("\\s+", " ").strip())
            .collect(Collectors.joining("; "));
    return Part.unwell(
        name, gone.isEmpty() ? "does not run" : gone, "mandala up starts what is missing");
  }

  /** Empty: it is not installed. */
  private Optional<Part> deployment(String name) {
    Deployment found =
        client
            .apps()
            .deployments()
            .inNamespace(HelmRelease.NAMESPACE)
            .withName("mandala-" + name)
            .get();
    return Optional.ofNullable(found)
        .map(
            deployment ->
                pods(
                    name,
                    deployment.getSpec().getReplicas(),
                    deployment.getStatus().getReadyReplicas()));
  }

  /** Empty: there is none, or it is elsewhere. */
  private Optional<Part> ledger() {
    StatefulSet found =
        client
            .apps()
            .statefulSets()
            .inNamespace(HelmRelease.NAMESPACE)
            .withName("mandala-ledger")
            .get();
    return Optional.ofNullable(found)
        .map(
            server ->
                pods(
                    "ledger",
                    server.getSpec().getReplicas(),
                    server.getStatus().getReadyReplicas()));
  }

  private static Part pods(String name, Integer replicas, Integer readyReplicas) {
    int wanted = replicas == null ? 1 : replicas;
    int ready = readyReplicas == null ? 0 : readyReplicas;
    var state = ready + " of " + wanted + " pods ready";
    return ready >= wanted && wanted > 0
        ? Part.well(name, state)
        : Part.unwell(
            name,
            state,
            "kubectl -n "
                + HelmRelease.NAMESPACE
                + " describe pods -l app.kubernetes.io/component="
                + name);
  }

  static <T extends HasMetadata> Part resources(
      String name, List<T> all, Function<T, List<Condition>> conditions, String advice) {
    var unready =
        all.stream()
            .filter(resource -> !Conditions.isTrue(conditions.apply(resource), "Ready"))
            .map(resource -> resource.getMetadata().getName())
            .toList();
    if (unready.isEmpty()) {
      return Part.well(name, all.size() + ", all ready");
    }
    var some = unready.stream().limit(NAMED).collect(Collectors.joining(", "));
    return Part.unwell(
        name,
        all.size()
            + ", not ready: "
            + some
            + (unready.size() > NAMED ? " and " + (unready.size() - NAMED) + " more" : ""),
        advice);
  }
}
